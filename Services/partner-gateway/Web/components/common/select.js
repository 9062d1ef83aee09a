import { html } from "../../vendor/preact/preact.js";
import { Field } from "./field.js";

/** The browser's own list of choices with a label; `options` are {value, text}. Hint, error and the rest as for a field. */
export function Select({ options, onChange, ...rest }) {
  return html`<${Field} as="select" onChange=${(event) => onChange(event.target.value)} ...${rest}>
    ${options.map(({ value, text }) => html`<option key=${value} value=${value}>${text}</option>`)}
  <//>`;
}
