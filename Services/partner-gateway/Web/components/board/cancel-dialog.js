import { html, useState } from "../../vendor/preact/preact.js";
import { t } from "../../strings/index.js";
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
