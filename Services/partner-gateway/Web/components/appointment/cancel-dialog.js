import { html, useState } from "../../vendor/preact/preact.js";
import { moneyText } from "../../model/figures.js";
import { t } from "../../strings/index.js";
import { FormDialog } from "../common/form-dialog.js";
import { Icon } from "../common/icon.js";
import { reasonsFor } from "../../model/policy.js";
import { wordFor } from "../../model/words.js";
import { FeeConsent } from "./grounds.js";

const known = Object.keys(t.booking.cancelReasons);

/**
 * Asks once, with the reason, before the time is given away. `cancel(reason, acceptFee)` does it; `fee` is what it costs now, and `onAsk`
 * leads to asking to be spared it.
 */
export function CancelDialog({ fee, reasons, cancel, onAsk, onClose }) {
  const [reason, setReason] = useState(null);
  const [agreed, setAgreed] = useState(false);
  const [missing, setMissing] = useState(null);
  const shown = reasons ? reasonsFor({ reasons }) : known;
  const lack = (what, control) => (setMissing(what), control?.focus(), false);
  const ready = (form) => {
    if (reason === null) return lack("reason", form.querySelector("input[type=radio]"));
    return !fee || agreed || lack("fee", form.querySelector("input[type=checkbox]"));
  };
  const text = fee ? `${t.booking.cancelText} ${t.booking.fee.cancel(moneyText(fee))}` : t.booking.cancelText;
  return html`<${FormDialog} title=${t.booking.cancelTitle} text=${text} confirm=${t.booking.cancelConfirm}
    keep=${t.booking.keep} ready=${ready} send=${() => cancel(reason, fee?.amount)} onClose=${onClose}>
    <fieldset class="reasons" aria-describedby=${missing === "reason" ? "reason-error" : undefined}>
      <legend>${t.booking.cancelReason}</legend>
      ${shown.map((key) => html`<label key=${key}>
        <input type="radio" name="reason" value=${key} checked=${reason === key}
          onChange=${() => (setReason(key), setMissing(null))} />
        ${t.booking.cancelReasons[key] ?? wordFor(t.booking.ask.reasons, key)}
      </label>`)}
      ${missing === "reason" && html`<p class="field-error" id="reason-error" role="alert">
        <${Icon} name="circle-alert" />${t.booking.cancelMissing}</p>`}
    </fieldset>
    ${fee && html`<${FeeConsent} fee=${fee} agreed=${agreed} missing=${missing === "fee"}
      onChange=${(value) => (setAgreed(value), setMissing(null))} />
      <p><button type="button" class="link" onClick=${onAsk}>${t.booking.fee.ask}</button></p>`}
  <//>`;
}
