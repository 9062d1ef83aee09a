import { html } from "../vendor/preact/preact.js";
import { CustomerPage } from "../components/common/customer-page.js";
import { t } from "../strings/index.js";
import { mount } from "./mount.js";

function NotFound() {
  return html`<${CustomerPage}><main id="main" class="page"><div class="empty">
    <h1>${t.notFound.title}</h1>
    <p>${t.notFound.text}</p>
    <a class="button button-main" href="/">${t.notFound.action}</a>
  </div></main><//>`;
}

mount(NotFound, t.notFound.title);
