import { html, useState } from "../../vendor/preact/preact.js";
import { timeText } from "../../model/zone.js";
import { t } from "../../strings/index.js";
import { Dialog } from "../common/dialog.js";
import { Failure, Notice } from "../common/notice.js";

/** Confirms a move, since the customer hears of it. When the time is gone meanwhile, the nearest free ones are offered. */
export function MoveDialog({ appointment, start, move, onOther, onClose }) {
  const words = t.board.moving;
  const zone = appointment.workshop.timeZone;
  const [view, setView] = useState({ busy: false, problem: null });
  const submit = async (event) => {
    event.preventDefault();
    setView({ busy: true, problem: null });
    try {
      await move(start);
    } catch (problem) {
      setView({ busy: false, problem });
    }
  };
  const question = words.ask(appointment.vehicle.plate, timeText(appointment.start, zone), timeText(start, zone));
  const alternatives = view.problem?.slug === "slot-taken" ? (view.problem.extensions.alternatives ?? []).slice(0, 5) : null;
  const choose = (slot) => (setView({ busy: false, problem: null }), onOther(slot.start));
  return html`<${Dialog} label=${question} onClose=${onClose}>
    <form class="dialog-body" onSubmit=${submit}>
      <h2>${question}</h2>
      ${alternatives === null && html`<p>${words.tell}</p>`}
      ${alternatives && html`<${Notice} tone="caution"><p>${words.taken}</p><//>
        <div class="row-of">${alternatives.map((slot) => html`<button key=${slot.start} type="button" class="button"
          onClick=${() => choose(slot)}>${timeText(slot.start, zone)}</button>`)}</div>`}
      ${view.problem && !alternatives && html`<${Failure} problem=${view.problem} />`}
      <div class="row-of">
        ${alternatives === null && html`<button class="button button-main" disabled=${view.busy}>${words.confirm}</button>`}
        <button type="button" class="button button-plain" onClick=${onClose}>${words.keep}</button>
      </div>
    </form>
  <//>`;
}
