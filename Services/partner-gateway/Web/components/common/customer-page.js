import { html } from "../../vendor/preact/preact.js";
import { knownSession, sessionHint } from "../../model/session.js";
import { t } from "../../strings/index.js";
import { Brand } from "./brand.js";
import { Offline } from "./offline.js";
import { Preferences } from "./preferences.js";
import { Skip } from "./skip.js";
import { Update } from "./update.js";

/** The frame of the pages that need no account. It asks nothing of the server: a guest meets no sign-in. */
export function CustomerPage({ children }) {
  const isKnown = knownSession() !== null || sessionHint() === "yes";
  return html`<${Skip} /><${Offline} />
    <header class="top"><${Brand} href="/" /><div class="top-end">
      <a class="top-link" href=${isKnown ? "/my" : "/sign-in"}>${isKnown ? t.shell.nav.my : t.shell.signIn}</a>
      <${Preferences} />
    </div></header>
    ${children}<${Update} />`;
}
