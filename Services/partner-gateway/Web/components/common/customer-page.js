import { html } from "../../vendor/preact/preact.js";
import { t } from "../../strings/index.js";
import { Brand } from "./brand.js";
import { Offline } from "./offline.js";
import { Skip } from "./skip.js";
import { ThemeButton } from "./theme-button.js";

/** The frame of the pages a customer sees. */
export function CustomerPage({ children }) {
  return html`<${Skip} /><${Offline} />
    <header class="top"><${Brand} href="/" /><div class="top-end"><${ThemeButton} /></div></header>
    ${children}`;
}
