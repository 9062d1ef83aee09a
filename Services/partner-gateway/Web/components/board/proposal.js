import { html, useState } from "../../vendor/preact/preact.js";
import { changed } from "../../model/board-actions.js";
import { numberText } from "../../model/figures.js";
import { placeText, planning, spanText } from "../../model/planning-words.js";
import { applyAll, kindsOf, moveOf } from "../../model/replan.js";
import { plainList, tightList } from "../../model/words.js";
import { durationText } from "../../model/zone.js";
import { plural } from "../../strings/index.js";
import { Badge } from "../common/badge.js";
import { Button } from "../common/button.js";
import { Notice, problemText } from "../common/notice.js";

const words = planning.replan;
const tones = { moved: "caution", reassigned: "info", rehoused: "info", displaced: "stop" };

/** Why a change was not made, and what to do next. */
function failureText(problem) {
  if (problem.slug === "slot-taken") return words.unplaced;
  return ["version-mismatch", "changed-meanwhile"].includes(problem.slug) ? words.again : problemText(problem);
}

function Change({ change, appointment, zone, state, onApply }) {
  const { kind, before, after, lateMinutes } = change;
  const plate = appointment?.vehicle.plate ?? planning.another;
  const isDone = state?.state === "done";
  return html`<li class=${`proposed ${isDone ? "proposed-done" : ""}`}>
    <div class="proposed-what"><b>${plate}</b> <${Badge} tone=${tones[kind]}>${words.kind[kind]}<//>
      <span class="soft">${tightList((appointment?.services ?? []).map(({ name }) => name))}</span></div>
    <dl class="change">
      <div class="change-was"><dt>${planning.move.before}</dt>
        <dd><b>${spanText(before.start, before.end, zone)}</b><span>${placeText(before)}</span></dd></div>
      <div class="change-now"><dt>${planning.move.after}</dt><dd>${after
        ? html`<b>${spanText(after.start, after.end, zone)}</b><span>${placeText(after)}</span>`
        : html`<span>${words.nowhere}</span>`}
        ${lateMinutes > 0 && html`<span class="late">${words.late(durationText(lateMinutes))}</span>`}</dd></div>
    </dl>
    <div class="proposed-act" role="status">
      ${isDone && html`<${Badge} tone="go">${words.done}<//>`}
      ${state?.state === "failed" && html`<${Notice} tone="caution"><p>${failureText(state.problem)}</p><//>`}
      ${after && !isDone && html`<${Button} busy=${state?.state === "busy"} aria-label=${words.applyOne(plate)}
        onClick=${onApply}>${words.apply}<//>`}
    </div>
  </li>`;
}

/** What would change, as sentence and list; each change is a move of its own with the version it was planned for. */
export function Proposal({ session, proposal, zone, reason, apply, onBack }) {
  const { changes, begun, unchanged, known } = proposal;
  const [states, setStates] = useState({});
  const [running, setRunning] = useState(false);
  const told = (id, state, problem) => setStates((old) => ({ ...old, [id]: { state, problem } }));
  const make = async (change) =>
    apply(await changed(session, { id: change.appointmentId, version: change.version }, "move", moveOf(change, reason)));
  const open = changes.filter(({ after, appointmentId }) => after && states[appointmentId]?.state !== "done");
  const possible = changes.filter(({ after }) => after).length;
  const run = async (some) => {
    setRunning(true);
    await applyAll(some, make, told);
    setRunning(false);
  };
  if (changes.length === 0 && begun.length === 0) {
    return html`<${Notice} tone="go"><p>${words.nothing}</p><//><div class="row-of"><${Button} onClick=${onBack}>${words.other}<//></div>`;
  }
  const counts = Object.entries(kindsOf(changes)).map(([kind, count]) => plural(count, words.changes[kind]));
  const plates = begun.map((id) => known.get(id)?.vehicle.plate ?? planning.another);
  return html`<p class="proposal-sum">${words.summary(planning.sentence(plainList(counts)).slice(0, -1), numberText(unchanged))}</p>
    ${begun.length > 0 && html`<${Notice} tone="caution"><p>${words.begun(plainList(plates))}</p><//>`}
    <ul class="proposal">${changes.map((change) => html`<${Change} key=${change.appointmentId} change=${change} zone=${zone}
      appointment=${known.get(change.appointmentId)} state=${states[change.appointmentId]} onApply=${() => run([change])} />`)}</ul>
    <div class="row-of proposal-act">
      ${open.length > 0 && html`<${Button} kind="main" busy=${running} onClick=${() => run(open)}>${words.all}<//>`}
      <${Button} kind="plain" onClick=${onBack}>${words.other}<//>
      <span role="status">${Object.keys(states).length > 0 && words.applied(numberText(possible - open.length), numberText(possible))}</span>
    </div>`;
}
