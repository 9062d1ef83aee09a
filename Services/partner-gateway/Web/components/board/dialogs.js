import { html, useState } from "../../vendor/preact/preact.js";
import { t } from "../../strings/index.js";
import { Dialog } from "../common/dialog.js";
import { FormDialog } from "../common/form-dialog.js";
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
