import { html } from "../../vendor/preact/preact.js";
import { digitsOf } from "../../model/digits.js";
import { t } from "../../strings/index.js";
import { Field } from "./field.js";

/** How many digits a one-time code has. */
export const codeLength = 6;

/** A field for the code that came: `onCode` is given its digits, no more than it has. */
export function CodeField({ onCode, ...rest }) {
  const typed = (event) => {
    const digits = digitsOf(event.target.value).slice(0, codeLength);
    event.target.value = digits;
    onCode(digits);
  };
  return html`<${Field} label=${t.shell.enter.code} class="input-code" inputmode="numeric" autocomplete="one-time-code" required dir="ltr"
    onInput=${typed} ...${rest} />`;
}
