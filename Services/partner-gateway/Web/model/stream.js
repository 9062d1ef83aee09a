import { addressOf, traceparent } from "./api.js";
import { problemOf } from "./problem.js";

/**
 * Server-sent events as the HTML standard parses them (section 9.2.6), fed with pieces of text.
 * `feed` gives the events that the piece completed.
 */
export function eventParser() {
  let rest = "";
  let type = "";
  let data = [];
  let lastID = "";

  function take(line, out) {
    if (line === "") {
      if (data.length > 0) out.push({ type: type || "message", data: data.join("\n"), id: lastID });
      type = "";
      data = [];
      return;
    }
    if (line.startsWith(":")) return;
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "event") type = value;
    else if (field === "data") data.push(value);
    else if (field === "id" && !value.includes("\0")) lastID = value;
  }

  return {
    feed(text) {
      const out = [];
      rest += text;
      // A lone CR at the end may be half of a CRLF: keep it for the next piece.
      for (;;) {
        const end = rest.search(/\r\n|\n|\r(?!$)/);
        if (end < 0) return out;
        const width = rest.startsWith("\r\n", end) ? 2 : 1;
        take(rest.slice(0, end), out);
        rest = rest.slice(end + width);
      }
    },
  };
}

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
