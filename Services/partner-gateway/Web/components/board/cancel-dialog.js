import { html, useState } from "../../vendor/preact/preact.js";
import { t } from "../../strings/index.js";
import { Dialog } from "../common/dialog.js";
import { Field } from "../common/field.js";
import { Failure } from "../common/notice.js";

/** Asks for the reason before a customer's appointment is given up. */
export function CancelDialog({ appointment, cancel, onClose }) {
  const words = t.board.cancelling;
  const [reason, setReason] = useState("customer_request");
  const [view, setView] = useState({ busy: false, problem: null });
  const submit = async (event) => {
    event.preventDefault();
    setView({ busy: true, problem: null });
    try {
      await cancel(reason);
    } catch (problem) {
      setView({ busy: false, problem });
    }
  };
  return html`<${Dialog} label=${words.title(appointment.vehicle.plate)} onClose=${onClose}>
    <form class="dialog-body" onSubmit=${submit}>
      <h2>${words.title(appointment.vehicle.plate)}</h2>
      <p>${words.text}</p>
      <${Field} id="cancel-reason" label=${words.reason} as="select" value=${reason}
        onChange=${(event) => setReason(event.target.value)}>
        ${Object.keys(words.reasons).map((key) => html`<option key=${key} value=${key}>${words.reasons[key]}</option>`)}
      <//>
      ${view.problem && html`<${Failure} problem=${view.problem} />`}
      <div class="row-of">
        <button class="button button-stop" disabled=${view.busy}>${words.confirm}</button>
        <button type="button" class="button button-plain" onClick=${onClose}>${words.keep}</button>
      </div>
    </form>
  <//>`;
}
