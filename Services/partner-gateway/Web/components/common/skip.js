import { html } from "../../vendor/preact/preact.js";
import { t } from "../../strings/index.js";

/** The first stop of the Tab key. It moves the focus itself: the fragment of the address may hold a customer's token. */
export function Skip() {
  const skip = (event) => {
    event.preventDefault();
    const main = document.getElementById("main");
    main.tabIndex = -1;
    main.focus();
  };
  return html`<a class="skip" href="#main" onClick=${skip}>${t.skip}</a>`;
}
