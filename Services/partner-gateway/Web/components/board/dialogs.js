import { html, useState } from "../../vendor/preact/preact.js";
import { timeText } from "../../model/zone.js";
import { t } from "../../strings/index.js";
import { Dialog } from "../common/dialog.js";
import { FormDialog } from "../common/form-dialog.js";
import { Failure, Notice } from "../common/notice.js";
import { Select } from "../common/select.js";

/** Asks for the reason before a customer's appointment is given up. */
export function CancelDialog({ appointment, cancel, onClose }) {
  const words = t.board.cancelling;
  const [reason, setReason] = useState("customer_request");
  const options = Object.entries(words.reasons).map(([value, text]) => ({ value, text }));
  return html`<${FormDialog} title=${words.title(appointment.vehicle.plate)} text=${words.text} confirm=${words.confirm}
    keep=${words.keep} send=${() => cancel(reason)} onClose=${onClose}>
    <${Select} id="cancel-reason" label=${words.reason} value=${reason} options=${options} onChange=${setReason} />
  <//>`;
}

/** Confirms a move, with its reason, since the customer hears of it. When the time is gone meanwhile, the nearest free ones are offered. */
export function MoveDialog({ appointment, start, move, onOther, onClose }) {
  const words = t.board.moving;
  const zone = appointment.workshop.timeZone;
  const [view, setView] = useState({ busy: false, problem: null });
  const [reason, setReason] = useState("customer_request");
  const options = Object.entries(t.board.cancelling.reasons).map(([value, text]) => ({ value, text }));
  const submit = async (event) => {
    event.preventDefault();
    setView({ busy: true, problem: null });
    try {
      await move(start, reason);
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
      ${alternatives === null && html`<p>${words.tell}</p>
        <${Select} id="move-reason" label=${words.reason} value=${reason} options=${options} onChange=${setReason} />`}
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

/** What each key of the board does. */
export function KeysDialog({ onClose }) {
  return html`<${Dialog} label=${t.board.keys.title} onClose=${onClose}>
    <h2>${t.board.keys.title}</h2>
    <dl class="keys">
      ${t.board.keys.list.map(([key, what]) => html`<div key=${key}><dt><kbd>${key}</kbd></dt><dd>${what}</dd></div>`)}
    </dl>
    <div><button type="button" class="button" autofocus onClick=${onClose}>${t.close}</button></div>
  <//>`;
}
