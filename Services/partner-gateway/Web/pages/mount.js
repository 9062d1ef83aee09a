import { html, render } from "../vendor/preact/preact.js";
import { t } from "../strings/index.js";

/** Puts a page's root component into the document and its name, in the reader's words, into the title. */
export function mount(component, title = null) {
  if (title) document.title = t.titled(title, t.product);
  render(html`<${component} />`, document.getElementById("page"));
}
