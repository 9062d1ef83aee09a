import { html, useState } from "../../vendor/preact/preact.js";
import { t } from "../../strings/index.js";
import { FormDialog } from "../common/form-dialog.js";
import { Icon } from "../common/icon.js";

const reasons = Object.keys(t.booking.cancelReasons);

/** Asks once, with the reason, before the time is given away. `cancel(reason)` does it. */
export function CancelDialog({ cancel, onClose }) {
  const [reason, setReason] = useState(null);
  const [missing, setMissing] = useState(false);
  const ready = (form) => {
    if (reason !== null) return true;
    setMissing(true);
    form.querySelector("input").focus();
    return false;
  };
  return html`<${FormDialog} title=${t.booking.cancelTitle} text=${t.booking.cancelText} confirm=${t.booking.cancelConfirm}
    keep=${t.booking.keep} ready=${ready} send=${() => cancel(reason)} onClose=${onClose}>
    <fieldset class="reasons" aria-describedby=${missing ? "reason-error" : undefined}>
      <legend>${t.booking.cancelReason}</legend>
      ${reasons.map((key) => html`<label key=${key}>
        <input type="radio" name="reason" value=${key} checked=${reason === key}
          onChange=${() => (setReason(key), setMissing(false))} />
        ${t.booking.cancelReasons[key]}
      </label>`)}
      ${missing && html`<p class="field-error" id="reason-error" role="alert">
        <${Icon} name="circle-alert" />${t.booking.cancelMissing}</p>`}
    </fieldset>
  <//>`;
}
