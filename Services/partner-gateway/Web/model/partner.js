import { addressOf, call, newIdempotencyKey, traceparent } from "./api.js";
import { decoded } from "./base64url.js";
import { Problem } from "./problem.js";

const gateway = "partner-gateway";
const basic = ({ id, secret }) => `Basic ${btoa(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`)}`;

/** Where a token counts, as its claim `env` says: only what is not in earnest is named. Null where the token does not tell. */
function environmentOf(token) {
  try {
    const { env = "live" } = JSON.parse(new TextDecoder().decode(decoded(token.split(".")[1])));
    return ["live", "sandbox"].includes(env) ? env : null;
  } catch {
    return null;
  }
}

async function askToken(client) {
  const response = await fetch(addressOf(gateway, "/oauth/token"), {
    method: "POST",
    headers: { Authorization: basic(client), "Content-Type": "application/x-www-form-urlencoded", traceparent: traceparent() },
    body: "grant_type=client_credentials",
    cache: "no-store",
  }).catch(() => {
    throw new Problem({ slug: navigator.onLine ? "unreachable" : "offline" });
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Problem({ status: response.status, slug: answer.error ?? `http-${response.status}`, detail: answer.error_description });
  return { value: answer.access_token, until: Date.now() + (answer.expires_in - 30) * 1000 };
}

/**
 * The partner's own operations by client credentials (RFC 6749, section 4.4). Client and token are kept in this closure only: a
 * reload forgets them. Throws 401 `invalid_client` when they are not right.
 */
export async function partnerDesk(client) {
  let token = await askToken(client);
  const ask = async (path, options) => {
    if (Date.now() >= token.until) token = await askToken(client);
    return call(gateway, path, { ...options, token: token.value });
  };
  const post = (path, body = {}) => ask(path, { method: "POST", body, headers: { "Idempotency-Key": newIdempotencyKey() } });
  return {
    name: client.id,
    environment: environmentOf(token.value),
    webhook: (signal) => ask("/v1/webhook", { signal }).catch((problem) => (problem.status === 404 ? null : Promise.reject(problem))),
    setWebhook: (url) => ask("/v1/webhook", { method: "PUT", body: { url } }),
    rotateSecret: () => post("/v1/webhook/secret-rotations"),
    test: () => post("/v1/webhook/tests"),
    deliveries: (cursor, signal) => ask("/v1/webhook/deliveries", { query: { cursor, limit: 20 }, signal }),
    replay: (id) => post(`/v1/webhook/deliveries/${encodeURIComponent(id)}/replay`),
    usage: (from, to, signal) => ask("/v1/usage", { query: { from, to }, signal }),
  };
}
