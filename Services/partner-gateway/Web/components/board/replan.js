import { html, useState } from "../../vendor/preact/preact.js";
import { useAction } from "../../hooks/action.js";
import { planning } from "../../model/planning-words.js";
import { replanRequest } from "../../model/replan.js";
import { staffCall } from "../../model/staff.js";
import { addDays, instantOf } from "../../model/zone.js";
import { t, plural } from "../../strings/index.js";
import { Button } from "../common/button.js";
import { Dialog } from "../common/dialog.js";
import { Failure } from "../common/notice.js";
import { Select } from "../common/select.js";
import { Proposal } from "./proposal.js";

const words = planning.replan;
const options = (names) => Object.entries(names).map(([value, text]) => ({ value, text }));
const spans = [1, 2, 3, 7, 14];

/** From when to when somebody is away: the rest of the day, the day, or a week of it. */
function during(span, date, zone, now) {
  const begins = instantOf(date, "00:00", zone);
  const ends = instantOf(addDays(date, span === "week" ? 7 : 1), "00:00", zone);
  return { start: span === "now" ? Math.min(Math.max(begins, now), ends - 60_000) : begins, end: ends };
}

function Question({ board, asked, onAsk, busy, problem }) {
  const [form, setForm] = useState(asked);
  const change = (part) => setForm((old) => ({ ...old, ...part }));
  const list = form.kind === "bay" ? board.bays : board.technicians;
  const id = list.some((one) => one.id === form.id) ? form.id : list[0]?.id;
  const submit = (event) => {
    event.preventDefault();
    if (!busy) onAsk({ ...form, id });
  };
  return html`<form class="dialog-body" noValidate onSubmit=${submit}>
    <p class="soft">${words.lead}</p>
    <div class="form-grid">
      <${Select} id="replan-kind" label=${words.what} value=${form.kind} options=${options(words.kinds)} onChange=${(kind) => change({ kind })} />
      <${Select} id="replan-who" label=${form.kind === "bay" ? words.which : words.who} value=${id}
        options=${list.map(({ id: value, name }) => ({ value, text: name }))} onChange=${(value) => change({ id: value })} />
      <${Select} id="replan-until" label=${words.until} value=${form.span} options=${options(words.untilDays)}
        onChange=${(span) => change({ span })} />
      <${Select} id="replan-days" label=${words.days} value=${form.days} onChange=${(days) => change({ days: Number(days) })}
        options=${spans.map((value) => ({ value, text: plural(value, words.dayCount) }))} />
    </div>
    ${problem && html`<${Failure} problem=${problem} />`}
    <div class="row-of"><${Button} kind="main" type="submit" busy=${busy}>${words.find}<//></div>
  </form>`;
}

/** After somebody called in sick or a lift broke: what would have to change, and to apply it, one by one or all of it. */
export function Replan({ session, board, apply, reload, onClose }) {
  const [asked, setAsked] = useState({ kind: "technician", id: null, span: "now", days: 2 });
  const [proposal, setProposal] = useState(null);
  const { busy, problem, run } = useAction();
  const { id: workshopId, timeZone } = board.workshop;
  const ask = (form) => run(async () => {
    const days = form.span === "week" ? Math.max(7, form.days) : form.days;
    const body = replanRequest({ ...form, ...during(form.span, board.date, timeZone, Date.now() + board.ahead), from: board.date, days });
    const answer = await staffCall(session, "booking", `/v1/workshops/${workshopId}/replan`, { method: "POST", body });
    const known = await appointmentsOf(session, workshopId, board.date, days);
    setAsked(form);
    setProposal({ ...answer, known });
  });
  const close = () => (reload(), onClose());
  return html`<${Dialog} label=${words.title} class="dialog-wide" onClose=${close}>
    <div class="details-head"><h2>${words.title}</h2><${Button} kind="plain" icon="x" name=${t.close} onClick=${close} /></div>
    ${proposal === null
      ? html`<${Question} board=${board} asked=${asked} onAsk=${ask} busy=${busy} problem=${problem} />`
      : html`<${Proposal} session=${session} proposal=${proposal} zone=${timeZone} apply=${apply}
          reason=${asked.kind === "bay" ? "bay_closed" : "technician_absent"} onBack=${() => setProposal(null)} />`}
  <//>`;
}

/** Whose appointments the changes are: the proposal itself names them by id only. */
async function appointmentsOf(session, workshopId, from, days) {
  const query = { workshopId, from, to: addDays(from, days - 1), limit: 500 };
  const { items } = await staffCall(session, "booking", "/v1/appointments", { query });
  return new Map(items.map((one) => [one.id, one]));
}
