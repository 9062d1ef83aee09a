import { html } from "../../vendor/preact/preact.js";
import { firstPage } from "../../model/navigation.js";
import { Brand } from "../common/brand.js";
import { Offline } from "../common/offline.js";
import { Preferences } from "../common/preferences.js";
import { Skip } from "../common/skip.js";
import { Update } from "../common/update.js";
import { AccountMenu, Navigation } from "./account-menu.js";

/** One frame for all roles: skip link, offline strip, brand, the role's pages, the account. Staff's is dense. */
export function Frame({ session, page, dense, children }) {
  return html`<${Skip} /><${Offline} />
    <header class=${`top top-app ${dense ? "dense" : ""}`}>
      <${Brand} href=${session ? firstPage(session) : "/"} />
      ${session && html`<${Navigation} session=${session} page=${page} class="nav-top" />`}
      <div class="top-end"><${Preferences} />${session && html`<${AccountMenu} session=${session} page=${page} />`}</div>
    </header>
    ${children}<${Update} />`;
}
