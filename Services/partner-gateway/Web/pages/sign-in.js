import { html, useEffect, useRef } from "../vendor/preact/preact.js";
import { Skeleton } from "../components/common/pending.js";
import { Failure } from "../components/common/notice.js";
import { Frame } from "../components/shell/frame.js";
import { SignIn } from "../components/sign-in/sign-in.js";
import { useSession } from "../hooks/session.js";
import { firstPage, safeReturn } from "../model/navigation.js";
import { Problem } from "../model/problem.js";
import { t } from "../strings/index.js";
import { mount } from "./mount.js";

const asked = new URLSearchParams(location.search);
const back = safeReturn(asked.get("return"));
const refused = asked.get("problem");

/** A provider's sign-in over unfinished work ends here, in a tab of its own: the other tab has the session by now. */
const leave = (session) => (asked.get("then") === "close" ? close() : location.replace(back ?? firstPage(session)));

/** Whoever comes back from a provider that refused, and is in all the same, wanted to prove it again: they are told, until they have. */
function SignInPage() {
  const { state, session, problem, retry } = useSession();
  const before = useRef(null);
  if (refused && session) before.current ??= session.sessionId;
  const isIn = state === "in" && before.current !== session.sessionId;
  useEffect(() => isIn && leave(session), [isIn]);
  const told = refused ? new Problem({ status: 401, slug: refused }) : problem;
  const body = () => {
    if (state === "failed") return html`<div class="page"><${Failure} problem=${problem} retry=${retry} /></div>`;
    if (state === "opening" || isIn) return html`<div class="page"><${Skeleton} rows=${4} /></div>`;
    return html`<${SignIn} staff=${asked.get("for") === "staff"} problem=${told} back=${back ?? "/sign-in"}
      proving=${state === "in"} />`;
  };
  return html`<${Frame} session=${null}><main id="main">${body()}</main><//>`;
}

mount(SignInPage, t.shell.enter.title);
