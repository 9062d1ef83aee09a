import { useCallback, useEffect, useRef, useState } from "../vendor/preact/preact.js";
import { watchIdleness } from "../model/idleness.js";
import { openSession } from "../model/renewal.js";
import { hasEnded, isProofWanted, knownSession, onSessionChange, sessionHint } from "../model/session.js";

const facts = ({ sessionId, role, scopes, stepUp }) => `${[sessionId, role, stepUp ?? "", ...scopes]}`;
const same = (a, b) => a && b && facts(a) === facts(b);

/** Where there is nothing to refresh, nothing is waited for. */
function firstView() {
  const session = knownSession();
  if (session) return { state: "in", session };
  return { state: sessionHint() === "no" ? "out" : "opening", session: null };
}

/**
 * Who is signed in, as {state, session, problem, retry}. States: `opening`, `in`, `out`, `ended` (by the server, while the page
 * was open: the session stays, so that the page can), `failed`. `proving`: they are to sign in anew, and go on. A renewed token
 * gives the same object: pages do not begin anew.
 */
export function useSession() {
  const [view, setView] = useState(firstView);
  const latest = useRef(view);
  const show = useCallback((next) => {
    const session = same(latest.current.session, next.session) ? latest.current.session : next.session;
    latest.current = { ...next, session };
    setView(latest.current);
  }, []);
  const update = useCallback(() => {
    const session = knownSession();
    const before = latest.current.session;
    if (session) show({ state: "in", session, proving: isProofWanted() });
    else show(before && hasEnded() ? { state: "ended", session: before } : { state: "out", session: null });
  }, []);
  const open = useCallback(() => {
    openSession().then(update, (problem) => {
      const isRefused = [400, 403].includes(problem.status);
      if (problem.status === 401 || (knownSession() && !isRefused)) update();
      else show({ state: isRefused ? "out" : "failed", session: null, problem });
    });
  }, []);
  useEffect(() => {
    const stop = onSessionChange(update);
    open();
    const stopWatching = watchIdleness();
    return () => (stop(), stopWatching());
  }, []);
  return { ...view, retry: open };
}
