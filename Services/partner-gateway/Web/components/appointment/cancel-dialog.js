import { html, useState } from "../../vendor/preact/preact.js";
import { t } from "../../strings/index.js";
import { Dialog } from "../common/dialog.js";
import { Icon } from "../common/icon.js";
import { Failure } from "../common/notice.js";

const reasons = Object.keys(t.booking.cancelReasons);

/** Asks once, with the reason, before the time is given away. `cancel(reason)` does it. */
export function CancelDialog({ cancel, onClose }) {
  const [reason, setReason] = useState(null);
  const [missing, setMissing] = useState(false);
  const [view, setView] = useState({ busy: false, problem: null });
  const submit = async (event) => {
    event.preventDefault();
    if (reason === null) {
      setMissing(true);
      event.target.querySelector("input").focus();
      return;
    }
    setView({ busy: true, problem: null });
    try {
      await cancel(reason);
    } catch (problem) {
      setView({ busy: false, problem });
    }
  };
  return html`<${Dialog} label=${t.booking.cancelTitle} onClose=${onClose}>
    <form class="dialog-body" noValidate onSubmit=${submit}>
      <h2>${t.booking.cancelTitle}</h2>
      <p>${t.booking.cancelText}</p>
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
      ${view.problem && html`<${Failure} problem=${view.problem} />`}
      <div class="row-of">
        <button class="button button-stop" disabled=${view.busy}>${t.booking.cancelConfirm}</button>
        <button type="button" class="button button-plain" onClick=${onClose}>${t.booking.keep}</button>
      </div>
    </form>
  <//>`;
}
