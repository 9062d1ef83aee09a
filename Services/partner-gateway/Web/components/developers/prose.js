import { html } from "../../vendor/preact/preact.js";

/** Text with `code` in it. */
export function Prose({ text }) {
  return text.split("`").map((part, index) => (index % 2 === 1 ? html`<code key=${index} dir="ltr">${part}</code>` : part));
}
