import { html } from "../../vendor/preact/preact.js";
import { useResource } from "../../hooks/resource.js";
import { arePossible } from "../../model/passkeys.js";
import { staffCall } from "../../model/staff.js";
import { t } from "../../strings/index.js";
import { Dialog } from "../common/dialog.js";
import { Notice } from "../common/notice.js";
import { Skeleton } from "../common/pending.js";
import { PasskeyButton } from "../sign-in/passkey-button.js";

const words = t.shell.stepUp;
const reasonOf = ({ stepUp }) => words.reasons[stepUp] ?? words.reasons.other;

/** The account, where a first passkey is added; what was asked for comes after it. */
const accountAndBack = () => `/account?${new URLSearchParams({ return: location.pathname + location.search })}`;

/** The way to prove it: which one that is the list of passkeys tells; without the list both are offered. */
function Ways({ session, target }) {
  const passkeys = useResource("passkeys", (signal) => staffCall(session, "partner-gateway", "/v1/passkeys", { signal }));
  const count = passkeys.data?.items.length ?? null;
  const isWaiting = count === null && passkeys.state === "loading";
  return html`${!arePossible() && html`<${Notice} tone="caution"><p>${words.impossible}</p><//>`}
    ${isWaiting && html`<${Skeleton} rows=${1} />`}
    ${!isWaiting && count !== 0 && html`<${PasskeyButton} />`}
    ${!isWaiting && !count && html`<p>${count === 0 ? words.none : words.ifNone}</p>
      <p><a class=${`button ${count === 0 ? "button-main" : ""}`} href=${accountAndBack()} target=${target}>${words.add}</a></p>`}`;
}

/** In place of a page: what must be proved before its session may do anything, and the way to prove it. */
export function StepUp({ session }) {
  return html`<main id="main"><div class="enter">
    <div class="enter-head"><h1>${words.title}</h1><p>${reasonOf(session)}</p></div>
    <${Ways} session=${session} />
  </div></main>`;
}

/** The same over a page that was in use when more began to be asked: what was typed stays. */
export function StepUpDialog({ session }) {
  return html`<${Dialog} label=${words.title} onClose=${() => {}}>
    <h2>${words.title}</h2><p>${reasonOf(session)}</p>
    <div class="enter"><${Ways} session=${session} target="_blank" /></div>
  <//>`;
}

/** Over the account of a session that may do nothing else yet: its passkey is added here, and then signs in. */
export function StepUpNotice({ session }) {
  if (!session.stepUp) return null;
  return html`<${Notice} tone="caution"><p><b>${words.title}.</b> ${reasonOf(session)}</p><p>${words.then}</p><//>`;
}
