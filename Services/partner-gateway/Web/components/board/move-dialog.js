import { html, useEffect, useState } from "../../vendor/preact/preact.js";
import { useAction } from "../../hooks/action.js";
import { useResource } from "../../hooks/resource.js";
import { lookedUp, wanted } from "../../model/moving.js";
import { planning, placeText, refusalText, spanText } from "../../model/planning-words.js";
import { staffCall } from "../../model/staff.js";
import { t } from "../../strings/index.js";
import { whenText } from "../../model/zone.js";
import { Button } from "../common/button.js";
import { Dialog } from "../common/dialog.js";
import { Failure, Notice } from "../common/notice.js";
import { Select } from "../common/select.js";

const words = planning.move;
const reasons = Object.entries(words.reasons).map(([value, text]) => ({ value, text }));
const stale = ["version-mismatch", "changed-meanwhile"];

/** Who does it stays who does it, where they can: null until that is known, else what the move is sent with. */
function useBody(session, appointment, move) {
  const body = wanted(move);
  const own = appointment.technician?.id;
  const isOpen = move.technicianId === null && own && (appointment.steps?.length ?? 0) < 2;
  const query = isOpen ? { ...body, technicianId: own } : null;
  const kept = useResource(query && JSON.stringify(query), (signal) =>
    staffCall(session, "booking", `/v1/appointments/${appointment.id}/refusal`, { query, signal }).catch(() => ({ possible: false })));
  if (!isOpen) return body;
  if (kept.data === null) return null;
  return kept.data.possible ? query : body;
}

function Row({ name, when, where, was = false }) {
  return html`<div class=${was ? "change-was" : "change-now"}><dt>${name}</dt><dd><b>${when}</b><span>${where}</span></dd></div>`;
}

/** The place is gone: why, and the nearest that are free. */
function Taken({ problem, zone, onOther }) {
  const { blockers = [], alternatives = [] } = problem.extensions;
  return html`<${Notice} tone="caution"><p>${words.taken(blockers.length > 0 ? refusalText({ reasons: blockers }) : "")}</p><//>
    ${alternatives.length > 0 && html`<p>${words.close}</p>
      <div class="row-of">${alternatives.slice(0, 5).map((slot) => html`<button key=${slot.start} type="button" class="button"
        onClick=${() => onOther(slot)}>${whenText(slot.start, zone)}</button>`)}</div>`}`;
}

/**
 * Confirms a move: before, after and the reason, since the customer hears of it. When the place is gone the nearest free ones are offered;
 * when somebody else changed the appointment, what it is now is shown and the question asked anew.
 */
export function MoveDialog({ session, move, board, make, onOther, onStale, onClose }) {
  const [fresh, setFresh] = useState(null);
  const [agreed, setAgreed] = useState(false);
  const [reason, setReason] = useState("customer_request");
  const { busy, problem, run } = useAction();
  const appointment = fresh ?? board.appointments.find(({ id }) => id === move.appointment.id) ?? move.appointment;
  const body = useBody(session, appointment, move);
  const zone = appointment.workshop.timeZone;
  const nameOf = (kind, id) => id && lookedUp(board, { kind, id });
  const end = new Date(move.start).getTime() + (new Date(appointment.end) - new Date(appointment.start));
  const technician = nameOf("technician", body?.technicianId) ?? { name: words.anyone };
  const bay = nameOf("bay", body?.bayId) ?? { name: words.anyBay };
  const send = async () => {
    try {
      await make(appointment, { ...body, reason });
    } catch (failure) {
      const isOld = stale.includes(failure.slug);
      if (isOld) setFresh(await staffCall(session, "booking", `/v1/appointments/${appointment.id}`));
      if (isOld || failure.slug === "slot-taken") onStale();
      throw failure;
    }
  };
  // Who is quick with the keys has said yes before it is known who does it: it is done as soon as that is.
  useEffect(() => {
    if (!agreed || body === null) return;
    setAgreed(false);
    run(send);
  }, [agreed, body === null]);
  const submit = (event) => {
    event.preventDefault();
    if (!busy) setAgreed(true);
  };
  const isTaken = problem?.slug === "slot-taken";
  const isStale = stale.includes(problem?.slug);
  const isGone = fresh !== null && !["booked", "checked_in"].includes(fresh.status);
  const title = words.title(appointment.vehicle.plate);
  const isSameTime = new Date(move.start).getTime() === new Date(appointment.start).getTime();
  return html`<${Dialog} label=${title} onClose=${onClose}>
    <form class="dialog-body" noValidate onSubmit=${submit}>
      <h2>${title}</h2>
      <dl class="change">
        <${Row} name=${words.before} when=${spanText(appointment.start, appointment.end, zone)} where=${placeText(appointment)} was />
        <${Row} name=${words.after} when=${spanText(move.start, end, zone)} where=${body === null ? t.loading : placeText({ technician, bay })} />
      </dl>
      ${isStale && html`<${Notice} tone="caution"><p>${isGone ? words.gone(t.status[fresh.status]) : words.stale}</p><//>`}
      ${isTaken && html`<${Taken} problem=${problem} zone=${zone} onOther=${onOther} />`}
      ${problem && !isTaken && !isStale && html`<${Failure} problem=${problem} />`}
      ${!isTaken && !isGone && html`<${Select} id="move-reason" label=${words.reason} value=${reason} options=${reasons} onChange=${setReason} />
        <p class="soft">${isSameTime ? words.tellNobody : words.tell}</p>`}
      <div class="row-of">
        ${!isTaken && !isGone && html`<${Button} kind="main" type="submit" busy=${busy || agreed}>${words.confirm}<//>`}
        <${Button} kind="plain" onClick=${onClose}>${words.keep}<//>
      </div>
    </form>
  <//>`;
}
