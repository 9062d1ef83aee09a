import { decoded } from "./base64url.js";

/** What the audit log's entries tell of the people they are about: it names them by id only. */

const methodKinds = { code: "customer", sms: "customer", password: "staff", oidc: "staff" };

/** The role, or else the kind of person, that an entry lets know; null where it lets neither. */
function toldBy({ action, detail }) {
  if (action.startsWith("account.") && detail?.role) return { role: detail.role };
  const kind = action.startsWith("phone.") ? "customer" : methodKinds[detail?.method];
  return kind ? { kind } : null;
}

/** People by id as {role} or {kind}, as far as these entries (the latest first) tell; a role tells more than a kind. */
export function peopleOf(entries) {
  const people = new Map();
  for (const entry of entries) {
    const told = entry.personId ? toldBy(entry) : null;
    const known = people.get(entry.personId);
    if (told && (!known || (told.role && !known.role))) people.set(entry.personId, told);
  }
  return people;
}

/** Whose session it is, from the token's subject (RFC 7519, section 4.1.2); null where the token does not tell. */
export function personOf({ accessToken }) {
  try {
    return JSON.parse(new TextDecoder().decode(decoded(accessToken.split(".")[1]))).sub ?? null;
  } catch {
    return null;
  }
}
