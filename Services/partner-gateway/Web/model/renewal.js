import { call } from "./api.js";
import { describedDevice } from "./device.js";
import { proofFor } from "./device-key.js";
import {
  forgetSession, hasEnded, isFresh, keepSession, knownSession, loseSession, onSessionChange, sessionHint, settleEnd,
} from "./session.js";

const base = "/api/partner-gateway";
const lock = "pitcrew.session";
/** How long a tab waits for the session that another tab has just got: it is on its way, in the same machine. */
const handover = 1_000;

/** A request that opens or refreshes a session, with the proof of this browser's key and what device this is. */
export async function openWith(path, body = {}) {
  const headers = { DPoP: await proofFor("POST", base + path) };
  const device = await describedDevice();
  return keepSession(await call("partner-gateway", path, { method: "POST", body: { ...body, device }, headers }));
}

/** Resolves with the first session that has another token than `old`, or null after a while. */
function newerThan(old) {
  const isNewer = () => knownSession() !== null && knownSession().accessToken !== old?.accessToken;
  if (isNewer()) return Promise.resolve(knownSession());
  return new Promise((done) => {
    const timer = setTimeout(() => (stop(), done(null)), handover);
    const stop = onSessionChange(() => {
      if (!isNewer()) return;
      clearTimeout(timer);
      stop();
      done(knownSession());
    });
  });
}

/** Throws what kept the server away; that it knows of no session any more is as good. */
const endOnServer = (token) =>
  call("partner-gateway", "/v1/sessions/current", { method: "DELETE", token }).catch((problem) => {
    if (problem.status !== 401) throw problem;
  });

/** A sign-out that never reached the server is made up for before anything else: the cookie may still be good. */
async function finishSignOut() {
  await endOnServer();
  if (hasEnded()) settleEnd();
  else forgetSession();
  return null;
}

async function refreshOnce() {
  if (sessionHint() === "no") return null;
  if (sessionHint() === "ending") return finishSignOut();
  try {
    return await openWith("/v1/sessions/refresh");
  } catch (problem) {
    if (problem.status === 401) loseSession();
    throw problem;
  }
}

const wrapped = (session) => ({ session });

/** One tab refreshes at a time; the others take what it got. */
async function refreshed(old) {
  const mine = await navigator.locks.request(lock, { ifAvailable: true }, (held) => (held ? refreshOnce().then(wrapped) : null));
  if (mine) return mine.session;
  return navigator.locks.request(lock, async () => (await newerThan(old)) ?? refreshOnce());
}

let running = null;

/** A new token, whatever became of the old one; requests that ask together share one answer. Null: signed out. */
export function renew() {
  running ??= refreshed(knownSession()).finally(() => (running = null));
  return running;
}

/** A session whose token is good for a request; null when nobody is signed in. Throws 401 when it just ended, else what kept the server away. */
export async function openSession() {
  const known = knownSession();
  return isFresh(known) ? known : renew();
}

/** Ends the session everywhere in this browser at once, and on the server as soon as it can be reached. */
export async function signOut() {
  const token = knownSession()?.accessToken;
  forgetSession("ending");
  await endOnServer(token).then(() => forgetSession(), () => {});
}

/** The same for a reader who is away: what the page shows and what was typed stays under the sign-in that opens over it. */
export async function endIdle() {
  const token = knownSession()?.accessToken;
  loseSession("ending");
  await endOnServer(token).then(settleEnd, () => {});
}
