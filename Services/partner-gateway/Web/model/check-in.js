import { decoded } from "./base64url.js";

/** Check-in codes as booking signs them (CheckInCodes.swift): 45 bytes of claims and an ES256 signature of 64 over purpose and claims. */
const claimsLength = 45;
const signatureLength = 64;
const purpose = new TextEncoder().encode("pitcrew check-in\n");

const uuid = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")
  .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");

function bytesOf(code) {
  try {
    const bytes = decoded(code);
    return bytes.length === claimsLength + signatureLength && bytes[0] === 1 ? bytes : null;
  } catch {
    return null;
  }
}

/** What a scanned code says, whoever signed it: { appointment, workshop, opens, closes } (milliseconds); null for what is none. */
export function claimsOf(code) {
  const bytes = bytesOf(code);
  if (!bytes) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return {
    appointment: uuid(bytes.slice(1, 17)), workshop: uuid(bytes.slice(17, 33)),
    opens: view.getUint32(37) * 60_000, closes: view.getUint32(41) * 60_000,
  };
}

/** Whether booking has signed a code; `key` is its public key as a JWK. */
export async function isSigned(code, { kty, crv, x, y }) {
  const bytes = bytesOf(code);
  if (!bytes) return false;
  const algorithm = { name: "ECDSA", namedCurve: "P-256" };
  const key = await crypto.subtle.importKey("jwk", { kty, crv, x, y }, algorithm, false, ["verify"]);
  const claims = bytes.slice(0, claimsLength);
  const signed = new Uint8Array(purpose.length + claims.length);
  signed.set(purpose);
  signed.set(claims, purpose.length);
  return crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, bytes.slice(claimsLength), signed);
}

/** What was typed as the code's eight letters and digits, as they are written; null where it cannot be one. */
export function typedCode(text) {
  const letters = text.toUpperCase().replace(/[\s-]/g, "").replaceAll("O", "0").replace(/[IL]/g, "1");
  return /^[0-9A-HJKMNP-TV-Z]{8}$/.test(letters) ? letters : null;
}

/**
 * Without network: "waiting" for a code that will be sent, else why it is refused at once. The eight letters cannot be checked here, and
 * wait too; so does a code while no key is known.
 */
export async function verdictOffline(code, workshopId, key, now) {
  if (typedCode(code)) return "waiting";
  const claims = claimsOf(code);
  if (!claims || (key && !(await isSigned(code, key)))) return "check-in-code-invalid";
  if (claims.workshop !== workshopId) return "other-workshop";
  if (now < claims.opens) return "check-in-too-early";
  // Not refused for its age: the appointment may have been moved to later since.
  return "waiting";
}
