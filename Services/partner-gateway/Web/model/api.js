import { Problem, problemOf } from "./problem.js";

const patience = 15_000;

const hex = (bytes) => Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) => byte.toString(16).padStart(2, "0")).join("");

const page = hex(16);

/**
 * The `traceparent` of one request (W3C Trace Context, level 1): one trace a page view, so that a service's trace begins here; a span of its
 * own for each request; and the flag that it is recorded, which a service takes as it is given.
 */
export const traceparent = () => `00-${page}-${hex(8)}-01`;

/** `/api/<service>/v1/…?query`; a query value that is null, undefined or empty is left out. */
export function addressOf(service, path, query = {}) {
  const pairs = Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== "");
  const search = new URLSearchParams(pairs.map(([key, value]) => [key, String(value)])).toString();
  return `/api/${service}${path}${search ? `?${search}` : ""}`;
}

/** One request; gives the response when it is a success, throws a Problem otherwise. */
export async function send(service, path, { method = "GET", query, body, token, headers = {}, signal } = {}) {
  const deadline = AbortSignal.timeout(patience);
  let response;
  try {
    response = await fetch(addressOf(service, path, query), {
      method,
      headers: {
        Accept: "application/json",
        traceparent: traceparent(),
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...(token ? { Authorization: `Bearer ${token}` } : {}),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
      cache: "no-store",
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Problem({ slug: navigator.onLine ? "unreachable" : "offline" });
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}

/** One request with a JSON answer (null when there is none). */
export async function call(service, path, options) {
  const text = await (await send(service, path, options)).text();
  return text === "" ? null : JSON.parse(text);
}

/** A key that makes a creating request safe to repeat: keep it for all tries of the same order. */
export function newIdempotencyKey() {
  return crypto.randomUUID();
}

/** Keys for what is to count once however often it is sent: the same body has the same key until `forget`, another body another one. */
export function idempotencyKeys() {
  let last = null;
  return {
    of(body) {
      const text = JSON.stringify(body);
      if (last?.text !== text) last = { text, key: newIdempotencyKey() };
      return last.key;
    },
    forget() {
      last = null;
    },
  };
}
