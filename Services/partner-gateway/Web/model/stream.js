import { addressOf } from "./api.js";
import { eventParser } from "./events.js";
import { problemOf } from "./problem.js";
import { traceparent } from "./trace.js";

/** A server that sends nothing for this long (its heartbeat comes each 15 s) is taken for gone. */
const silence = 40_000;

/** Milliseconds to wait before the given try: exponential with full jitter, 30 s at most. */
export function pause(attempt, random = Math.random) {
  return Math.round(Math.min(30_000, 500 * 2 ** attempt) * random());
}

const wait = (milliseconds, signal) =>
  new Promise((done) => {
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener("abort", () => (clearTimeout(timer), done()), { once: true });
  });

async function readOnce(address, { token, signal, onOpen, onEvent }) {
  const guard = new AbortController();
  let timer = setTimeout(() => guard.abort(), silence);
  try {
    const response = await fetch(address, {
      headers: { Accept: "text/event-stream", Authorization: `Bearer ${await token()}`, traceparent: traceparent() },
      signal: AbortSignal.any([signal, guard.signal]),
      cache: "no-store",
    });
    if (!response.ok) throw await problemOf(response);
    onOpen();
    const parser = eventParser();
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      clearTimeout(timer);
      timer = setTimeout(() => guard.abort(), silence);
      parser.feed(value).forEach(onEvent);
    }
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Follows an event stream until `signal` aborts, opening it again whenever it ends. EventSource cannot send a
 * bearer token; this can: `token()` gives the one of the moment.
 * `onState` hears "connecting", "live", "waiting" or "refused" (401 or 403: no more tries).
 */
export async function follow(service, path, { query, token, signal, onState, onEvent }) {
  const address = addressOf(service, path, query);
  for (let attempt = 0; !signal.aborted; attempt += 1) {
    onState("connecting");
    try {
      const onOpen = () => ((attempt = 0), onState("live"));
      await readOnce(address, { token, signal, onOpen, onEvent });
    } catch (problem) {
      if (signal.aborted) return;
      if (problem.status === 401 || problem.status === 403) return onState("refused");
    }
    if (signal.aborted) return;
    onState("waiting");
    await wait(pause(attempt), signal);
  }
}
