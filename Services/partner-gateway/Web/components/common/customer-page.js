import { html } from "../../vendor/preact/preact.js";
import { t } from "../../strings/index.js";
import { Brand } from "./brand.js";
import { Offline } from "./offline.js";
import { Preferences } from "./preferences.js";
import { Skip } from "./skip.js";

/** The frame of the pages a customer sees. */
export function CustomerPage({ children }) {
  return html`<${Skip} /><${Offline} />
    <header class="top"><${Brand} href="/" /><div class="top-end"><${Preferences} /></div></header>
    ${children}`;
}
