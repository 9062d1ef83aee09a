import { encoded } from "./base64url.js";

/** This browser's key: P-256, not extractable, kept in IndexedDB. A session is bound to it, so a stolen cookie alone opens nothing. */

const algorithm = { name: "ECDSA", namedCurve: "P-256" };
const bytesOf = (text) => new TextEncoder().encode(text);

function settled(request) {
  return new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
}

async function keyStore() {
  const opening = indexedDB.open("pitcrew.device", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("keys");
  return settled(opening);
}

/** The kept pair; `made` is kept when there is none. Look and put are one transaction: two tabs agree on one key. */
async function keptOr(made) {
  const database = await keyStore();
  try {
    const keys = database.transaction("keys", "readwrite").objectStore("keys");
    const known = await settled(keys.get("session"));
    if (known || !made) return known ?? null;
    await settled(keys.put(made, "session"));
    return made;
  } finally {
    database.close();
  }
}

async function loadKey() {
  return (await keptOr(null)) ?? keptOr(await crypto.subtle.generateKey(algorithm, false, ["sign", "verify"]));
}

let loading = null;

/** A browser that refuses storage gets a key that lasts as long as the page. */
function deviceKey() {
  loading ??= loadKey().catch(() => crypto.subtle.generateKey(algorithm, false, ["sign", "verify"]));
  return loading;
}

async function publicJWK() {
  const { kty, crv, x, y } = await crypto.subtle.exportKey("jwk", (await deviceKey()).publicKey);
  return { kty, crv, x, y };
}

/** The key's thumbprint (RFC 7638): the required members in the order of the alphabet. */
export async function thumbprint() {
  const { kty, crv, x, y } = await publicJWK();
  return encoded(await crypto.subtle.digest("SHA-256", bytesOf(JSON.stringify({ crv, kty, x, y }))));
}

/** A proof for one request (RFC 9449, section 4.2); `path` is the request's, a query does not count. */
export async function proofFor(method, path, now = Date.now()) {
  const part = (value) => encoded(bytesOf(JSON.stringify(value)));
  const header = part({ typ: "dpop+jwt", alg: "ES256", jwk: await publicJWK() });
  const address = new URL(path, location.origin);
  const claims = part({ jti: crypto.randomUUID(), htm: method, htu: address.origin + address.pathname, iat: Math.floor(now / 1000) });
  const { privateKey } = await deviceKey();
  const signature = await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, privateKey, bytesOf(`${header}.${claims}`));
  return `${header}.${claims}.${encoded(signature)}`;
}
