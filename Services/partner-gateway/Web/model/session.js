/**
 * Who is signed in. The access token lives in this tab's sessionStorage; the refresh token in a cookie no script can read.
 * What one tab learns (a new token, a sign-out) all tabs are told.
 */
const key = "pitcrew.session";
/** In localStorage, and no secret: "yes" while a refresh may work, "ending" while the server has yet to hear of a sign-out. */
const hintKey = "pitcrew.signed-in";
const listeners = new Set();
const channel = new BroadcastChannel("pitcrew.session");
let ended = false;
let proofWanted = false;

const tell = () => listeners.forEach((listener) => listener());

function put(session) {
  if (session.sessionId !== knownSession()?.sessionId) proofWanted = false;
  sessionStorage.setItem(key, JSON.stringify(session));
  localStorage.setItem(hintKey, "yes");
  ended = false;
  tell();
}

function drop(byServer) {
  sessionStorage.removeItem(key);
  ended = byServer;
  proofWanted = false;
  tell();
}

channel.addEventListener("message", ({ data }) => (data.session ? put(data.session) : drop(false)));

/** A page that the browser brings back as it was left missed what was told meanwhile: a sign-out, in whatever tab, counts here too. */
addEventListener("pageshow", ({ persisted }) => persisted && (sessionHint() === "yes" ? tell() : drop(false)));

/** The session this tab knows of, fresh or not; null when nobody is signed in. */
export function knownSession() {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

/** Whether the token is good for a request that starts now. */
export const isFresh = (session, now = Date.now()) => session !== null && session.expiresAt - now > margin(session);

/** A tenth of its life, a minute at most: a request that has begun shall not meet an expired token. */
const margin = ({ expiresIn }) => Math.min(60_000, expiresIn * 100);

/** Keeps a session answer of the server, here and in all tabs. */
export function keepSession(answer, now = Date.now()) {
  const session = { ...answer, refreshedAt: now, expiresAt: now + answer.expiresIn * 1000 };
  put(session);
  channel.postMessage({ session });
  return session;
}

/** Forgets the session in all tabs; `hint` is what a later page is to know. */
export function forgetSession(hint = "no") {
  localStorage.setItem(hintKey, hint);
  drop(false);
  channel.postMessage({});
}

/** The session is over and its reader is still here: pages stay as they are and ask to sign in over what they show. */
export function loseSession(hint = "no") {
  localStorage.setItem(hintKey, hint);
  drop(true);
}

/** The server has heard that the session is over. */
export const settleEnd = () => localStorage.setItem(hintKey, "no");

/** A provider's page is about to open: what comes back is a cookie only. */
export const expectSession = () => localStorage.setItem(hintKey, "yes");

export const sessionHint = () => localStorage.getItem(hintKey) ?? "no";

/** Whether the server ended the session while this page was open; a reader who signed out leaves nothing on the screen. */
export const hasEnded = () => ended;

/** Whether the reader shall sign in anew over the page, though the session goes on: what they asked for wants a fresh proof. */
export const isProofWanted = () => proofWanted;

/** Asks for such a proof, or no longer. */
export function wantProof(wanted = true) {
  proofWanted = wanted;
  tell();
}

/** Calls `listener` at each sign-in, renewal and sign-out; gives the function that stops it. */
export function onSessionChange(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const maySee = (session, scope) => session.scopes.includes(scope);
