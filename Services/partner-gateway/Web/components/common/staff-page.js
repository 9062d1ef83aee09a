import { html, useRef } from "../../vendor/preact/preact.js";
import { useSession } from "../../hooks/session.js";
import { firstPage, mayOpen, scopeOf } from "../../model/navigation.js";
import { roleName } from "../../model/words.js";
import { t } from "../../strings/index.js";
import { Frame } from "../shell/frame.js";
import { SignInAgain, waysIn } from "../sign-in/sign-in-again.js";
import { Failure } from "./notice.js";
import { OnDemand } from "./on-demand.js";
import { Skeleton } from "./pending.js";

const words = t.shell;
const proofs = () => import("../shell/step-up.js");

function NoPermission({ session }) {
  return html`<main id="main" class="page"><div class="empty">
    <h1>${words.permission.title}</h1><p>${words.permission.text(roleName(session.role))}</p>
    <a class="button" href=${firstPage(session)}>${words.permission.back}</a>
  </div></main>`;
}

/**
 * The frame of every page one signs in for: sign-in when there is no session, navigation by role, what must be proved
 * first when the session may do nothing yet, no-permission when it lacks the page's scope. Customers' pages use it too, with `staff`
 * false; a page without a scope of its own (the account) is there for every session.
 */
export function StaffPage({ page, staff = true, children }) {
  const { state, session, proving, problem, retry } = useSession();
  const scope = scopeOf(page);
  const used = useRef(null);
  const isHeld = session?.stepUp && scope !== null;
  if (session && !session.stepUp) used.current = session;
  // A page in use stays as it was when more begins to be asked of its reader.
  const before = isHeld && used.current?.personId === session.personId ? used.current : null;
  const body = () => {
    if (state === "opening") return html`<main id="main" class="page"><${Skeleton} rows=${6} /></main>`;
    if (state === "failed") return html`<main id="main" class="page"><${Failure} problem=${problem} retry=${retry} /></main>`;
    if (state === "out") return html`<main id="main"><${OnDemand} load=${waysIn} name="SignIn" staff=${staff} problem=${problem} /></main>`;
    if (isHeld && !before) return html`<${OnDemand} load=${proofs} name="StepUp" session=${session} />`;
    const shown = before ?? session;
    return mayOpen(shown, page) ? children(shown) : html`<${NoPermission} session=${shown} />`;
  };
  return html`<${Frame} session=${session} page=${page} dense=${session ? session.kind !== "customer" : staff}>
    ${body()}
    ${state === "in" && before && html`<${OnDemand} load=${proofs} name="StepUpDialog" rows=${0} session=${session} />`}
    ${(state === "ended" || proving) && html`<${SignInAgain} key=${state} session=${session} proving=${proving} />`}
  <//>`;
}
