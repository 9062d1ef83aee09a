import { call } from "./api.js";
import { decoded, encoded } from "./base64url.js";
import { openWith } from "./renewal.js";
import { staffCall } from "./staff.js";

/** Passkeys (WebAuthn level 2): options and credentials travel as the JSON of level 3, in base64url. */

export const arePossible = () => typeof PublicKeyCredential === "function";

/** Whether the browser offers passkeys where an e-mail address is typed. */
const canAutofill = async () =>
  arePossible() && (await PublicKeyCredential.isConditionalMediationAvailable?.().catch(() => false)) === true;

const withIDs = (list = []) => list.map((item) => ({ ...item, id: decoded(item.id) }));

const requestOptions = (json) => ({
  ...json, challenge: decoded(json.challenge), allowCredentials: withIDs(json.allowCredentials),
});

const creationOptions = (json) => ({
  ...json, challenge: decoded(json.challenge), user: { ...json.user, id: decoded(json.user.id) },
  excludeCredentials: withIDs(json.excludeCredentials),
});

const fields = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];

/** A credential as it is sent; browsers that know `toJSON` do the same. */
function sent(credential) {
  const { response } = credential;
  const given = fields.filter((name) => response[name]).map((name) => [name, encoded(response[name])]);
  const transports = response.getTransports ? { transports: response.getTransports() } : {};
  return {
    id: credential.id, rawId: encoded(credential.rawId), type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: { ...Object.fromEntries(given), ...transports },
  };
}

/** The reader closed the browser's dialog, or there is no passkey: nothing went wrong. */
export const wasDismissed = (error) => ["NotAllowedError", "AbortError"].includes(error?.name);

/** `signalFor` is told the options, and gives what takes the question back. */
async function signInBy(mediation, signalFor = () => undefined) {
  const { challengeId, publicKey } = await call("partner-gateway", "/v1/sign-in/passkeys/options", { method: "POST", body: {} });
  const signal = signalFor(publicKey);
  const credential = await navigator.credentials.get({ publicKey: requestOptions(publicKey), mediation, signal });
  return openWith("/v1/sign-in/passkeys", { challengeId, credential: sent(credential) });
}

/** Signs in by the passkey that the reader picks in the browser's dialog. */
export const signInByPasskey = () => signInBy("optional");

/** Offers passkeys in the address field until one signs in or `signal` aborts; `tell` hears what the server refused. */
export async function offerPasskeys(signal, tell) {
  if (!(await canAutofill())) return;
  // An offer is taken back before its challenge runs out.
  const signalFor = ({ timeout }) => AbortSignal.any([signal, AbortSignal.timeout(timeout * 0.8)]);
  let pause = 1_000;
  while (!signal.aborted) {
    try {
      await signInBy("conditional", signalFor);
      return;
    } catch (error) {
      if (error.status === 401) tell(error);
      pause = ["AbortError", "TimeoutError"].includes(error.name) ? 1_000 : Math.min(pause * 2, 60_000);
    }
    await new Promise((done) => setTimeout(done, pause));
  }
}

/** The name, with the next number behind it where it is taken: "Chrome on Android 2". */
export function unusedName(name, taken) {
  if (!taken.includes(name)) return name;
  const next = taken.length + 1;
  return Array.from({ length: next }, (_, index) => `${name} ${index + 2}`).find((one) => !taken.includes(one));
}

/** Makes a passkey for the account that is signed in. */
export async function addPasskey(session, name) {
  const { challengeId, publicKey } = await staffCall(session, "partner-gateway", "/v1/passkeys/options", { method: "POST", body: {} });
  const credential = await navigator.credentials.create({ publicKey: creationOptions(publicKey) });
  return staffCall(session, "partner-gateway", "/v1/passkeys", {
    method: "POST", body: { challengeId, credential: sent(credential), ...(name ? { name } : {}) },
  });
}
