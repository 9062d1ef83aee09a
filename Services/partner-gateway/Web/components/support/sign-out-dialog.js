import { html, useState } from "../../vendor/preact/preact.js";
import { t } from "../../strings/index.js";
import { Field } from "../common/field.js";
import { FormDialog } from "../common/form-dialog.js";
import { deviceName } from "../session/session-row.js";

const words = t.support;

/** Signs a device out from afar, or all of a person's (`session` null); the reason is kept with the act. */
export function SignOutDialog({ session, signOut, onClose }) {
  const [reason, setReason] = useState("");
  const text = session ? words.signOutText(deviceName(session)) : words.signOutAllText;
  return html`<${FormDialog} title=${session ? words.signOutTitle : words.signOutAllTitle} text=${text} confirm=${words.signOut}
    keep=${t.cancel} disabled=${!reason.trim()} send=${() => signOut(reason.trim())} onClose=${onClose}>
    <${Field} id="reason" label=${words.reason} hint=${words.reasonHint} maxlength="500" required value=${reason}
      onInput=${(event) => setReason(event.target.value)} />
  <//>`;
}
