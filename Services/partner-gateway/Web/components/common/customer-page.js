import { html } from "../../vendor/preact/preact.js";
import { knownSession, sessionHint } from "../../model/session.js";
import { t } from "../../strings/index.js";
import { PageFrame } from "./page-frame.js";

/** The frame of the pages that need no account. It asks nothing of the server: a guest meets no sign-in. */
export function CustomerPage({ children }) {
  const isKnown = knownSession() !== null || sessionHint() === "yes";
  const entry = html`<a class="top-link" href=${isKnown ? "/my" : "/sign-in"}>${isKnown ? t.shell.nav.my : t.shell.signIn}</a>`;
  return html`<${PageFrame} home="/" before=${entry}>${children}<//>`;
}
