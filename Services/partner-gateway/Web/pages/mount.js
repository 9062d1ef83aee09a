import { html, render } from "../vendor/preact/preact.js";

/** Puts a page's root component into the document. */
export function mount(component) {
  render(html`<${component} />`, document.getElementById("page"));
}
