import { html, useState } from "../../vendor/preact/preact.js";
import { t } from "../../strings/index.js";
import { Field } from "../common/field.js";
import { FormDialog } from "../common/form-dialog.js";
import { deviceName } from "../session/session-row.js";

const words = t.support;

/** Logs a device out from afar, or all of a person's (`session` null); the reason is kept with the act. */
export function LogOutDialog({ session, logOut, onClose }) {
  const [reason, setReason] = useState("");
  const text = session ? words.logOutText(deviceName(session)) : words.logOutAllText;
  return html`<${FormDialog} title=${session ? words.logOutTitle : words.logOutAllTitle} text=${text} confirm=${words.logOut}
    keep=${t.cancel} disabled=${!reason.trim()} send=${() => logOut(reason.trim())} onClose=${onClose}>
    <${Field} id="reason" label=${words.reason} hint=${words.reasonHint} maxlength="500" required value=${reason}
      onInput=${(event) => setReason(event.target.value)} />
  <//>`;
}
