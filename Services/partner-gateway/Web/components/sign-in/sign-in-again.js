import { html } from "../../vendor/preact/preact.js";
import { wantProof } from "../../model/session.js";
import { t } from "../../strings/index.js";
import { Dialog } from "../common/dialog.js";
import { OnDemand } from "../common/on-demand.js";

const words = t.shell;
/** The ways in, with all their modules: most readers of most pages have signed in already. */
export const waysIn = () => import("./sign-in.js");
const keepOpen = () => {};
const decline = () => wantProof(false);

/** Over the page, which stays as it was: what was typed is still there after signing in. `proving` may be declined. */
export function SignInAgain({ session, proving = false }) {
  const { title, text } = proving ? words.proof : words.ended;
  return html`<${Dialog} label=${title} onClose=${proving ? decline : keepOpen}>
    <h2>${title}</h2><p>${text}</p>
    <${OnDemand} load=${waysIn} name="SignIn" within="dialog" staff=${session.kind !== "customer"} proving=${proving} />
    ${proving && html`<p class="enter-switch"><button type="button" class="link" onClick=${decline}>${words.proof.later}</button></p>`}
  <//>`;
}
