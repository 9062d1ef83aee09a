import { call, send } from "./api.js";
import { openSession, renew } from "./renewal.js";
import { Problem } from "./problem.js";
import { isProofWanted, knownSession, onSessionChange, wantProof } from "./session.js";

/** A token younger than this that is refused: the service lacks the keys yet, and another token would not help. */
const settling = 30_000;

/**
 * Resolves when somebody has signed in, to another session than `old`; another person than before gets a new page instead of this one's
 * unfinished work. Throws `declined` when the reader would rather not prove anything.
 */
function signedInAgain(before, signal, old, declined) {
  return new Promise((done, failed) => {
    signal?.addEventListener("abort", () => (stop(), failed(signal.reason)), { once: true });
    const stop = onSessionChange(() => {
      const session = knownSession();
      if (session === null) return;
      if (session.sessionId === old) {
        if (!isProofWanted()) stop(), failed(declined);
        return;
      }
      stop();
      if (before && before.personId !== session.personId) location.reload();
      else done(session);
    });
  });
}

/** A session to ask with; when it has ended, waits until the reader signed in over the page that is open. */
async function opened(before, signal, open = openSession) {
  const session = await open().catch((problem) => {
    if (problem.status !== 401) throw problem;
    return null;
  });
  return session ?? signedInAgain(before, signal);
}

/** Asks the reader to sign in over the page, for what wants a fresh proof. */
function provedAnew(before, signal, problem) {
  const proved = signedInAgain(before, signal, knownSession()?.sessionId, problem);
  wantProof();
  return proved;
}

/**
 * A request in the reader's name. The token is renewed when it runs out; a refused one is renewed once and the request repeated
 * once. So is the request of a session that ended, or that is too old for what it asks, after signing in: what was typed is not lost.
 */
async function asReader(request, before, service, path, options = {}) {
  const session = await opened(before, options.signal);
  const repeated = ({ accessToken }) => request(service, path, { ...options, token: accessToken });
  try {
    return await request(service, path, { ...options, token: session.accessToken });
  } catch (problem) {
    if (problem.slug === "fresh-proof-required") return repeated(await provedAnew(before, options.signal, problem));
    if (problem.status !== 401 || Date.now() - session.refreshedAt < settling) throw problem;
    const isStale = knownSession()?.accessToken === session.accessToken;
    return repeated(await opened(before, options.signal, isStale ? renew : openSession));
  }
}

export const staffCall = (session, service, path, options) => asReader(call, session, service, path, options);
export const staffSend = (session, service, path, options) => asReader(send, session, service, path, options);

/** A token for a stream that is opened now; 401 when the session is over. */
export async function streamToken() {
  const session = await openSession();
  if (session === null) throw new Problem({ status: 401, slug: "session-ended" });
  return session.accessToken;
}
