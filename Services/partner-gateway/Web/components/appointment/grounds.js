import { html } from "../../vendor/preact/preact.js";
import { moneyText } from "../../model/figures.js";
import { reasonsFor } from "../../model/policy.js";
import { wordFor } from "../../model/words.js";
import { t } from "../../strings/index.js";
import { Field } from "../common/field.js";
import { Select } from "../common/select.js";

/** Why, in a word and in the customer's own: for what has to be asked for. `value` is {reason, note}. */
export function Grounds({ change, value, onChange, missing, withNote = true }) {
  const words = t.booking.ask;
  const options = [{ value: "", text: words.choose }, ...reasonsFor(change).map((key) => ({ value: key, text: wordFor(words.reasons, key) }))];
  return html`<${Select} id="ask-reason" label=${words.reason} value=${value.reason} options=${options} error=${missing ? "required" : null}
      onChange=${(reason) => onChange({ ...value, reason })} />
    ${withNote && html`<${Field} id="ask-note" as="textarea" rows="3" maxlength="400" optional label=${words.note} hint=${words.noteHint}
      value=${value.note} onInput=${(event) => onChange({ ...value, note: event.target.value })} />`}`;
}

/** Agreement to what a change costs now. */
export function FeeConsent({ fee, agreed, missing, onChange }) {
  return html`<div class="fee-consent">
    <label><input type="checkbox" checked=${agreed} aria-invalid=${missing ? "true" : undefined}
      onChange=${(event) => onChange(event.target.checked)} /> ${t.booking.fee.agree(moneyText(fee))}</label>
    ${missing && html`<p class="field-error" role="alert">${t.booking.fee.missing}</p>`}
  </div>`;
}
