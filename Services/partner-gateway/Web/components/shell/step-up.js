import { html } from "../../vendor/preact/preact.js";
import { useResource } from "../../hooks/resource.js";
import { arePossible } from "../../model/passkeys.js";
import { staffCall } from "../../model/staff.js";
import { t } from "../../strings/index.js";
import { Notice } from "../common/notice.js";
import { PasskeyButton } from "../sign-in/passkey-button.js";

const words = t.shell.stepUp;
const reasonOf = ({ stepUp }) => words.reasons[stepUp] ?? words.reasons.other;

/** In place of a page: what must be proved before its session may do anything, and the way to prove it. */
export function StepUp({ session }) {
  const passkeys = useResource("passkeys", (signal) => staffCall(session, "partner-gateway", "/v1/passkeys", { signal }));
  const hasNone = passkeys.data?.items.length === 0;
  return html`<main id="main"><div class="enter">
    <div class="enter-head"><h1>${words.title}</h1><p>${reasonOf(session)}</p></div>
    ${!arePossible() && html`<${Notice} tone="caution"><p>${words.impossible}</p><//>`}
    ${hasNone
      ? html`<p>${words.none}</p><p><a class="button button-main" href="/account">${words.add}</a></p>`
      : html`<${PasskeyButton} />`}
  </div></main>`;
}

/** Over the account of a session that may do nothing else yet: its passkey is added here, and then signs in. */
export function StepUpNotice({ session }) {
  if (!session.stepUp) return null;
  return html`<${Notice} tone="caution"><p><b>${words.title}.</b> ${reasonOf(session)}</p><p>${words.then}</p><//>
    <${PasskeyButton} />`;
}
