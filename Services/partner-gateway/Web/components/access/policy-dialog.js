import { html, useState } from "../../vendor/preact/preact.js";
import { policyOf, systemsOf, systemsText } from "../../model/access.js";
import { t } from "../../strings/index.js";
import { Field } from "../common/field.js";
import { FormDialog } from "../common/form-dialog.js";

const words = t.access;

const givenOf = ({ minimumAppVersion, minimumSystemVersions, ...rest }) =>
  ({ ...rest, appVersion: minimumAppVersion ?? "", systems: systemsText(minimumSystemVersions) });

/** What devices of a role must be and prove. */
export function PolicyDialog({ name, policy, save, onClose }) {
  const [given, setGiven] = useState(() => givenOf(policy));
  const set = (field, value) => setGiven((old) => ({ ...old, [field]: value }));
  const isWrong = systemsOf(given.systems) === null;
  const check = (field, text) => html`<label class="check"><input type="checkbox" checked=${given[field]}
    onChange=${(event) => set(field, event.target.checked)} />${text}</label>`;
  return html`<${FormDialog} title=${words.policyOf(name)} confirm=${words.save} keep=${t.cancel} kind="main" disabled=${isWrong}
    ready=${(form) => form.reportValidity()} send=${() => save(policyOf(given))} onClose=${onClose}>
    <${Field} id="app-version" label=${words.appVersion} optional pattern="[0-9]+([.][0-9]+)*" dir="ltr" value=${given.appVersion}
      onInput=${(event) => set("appVersion", event.target.value)} />
    <${Field} id="systems" label=${words.systems} hint=${words.systemsHint} optional dir="ltr" value=${given.systems}
      error=${isWrong ? words.systemsWrong : undefined} onInput=${(event) => set("systems", event.target.value)} />
    ${check("requiresUserVerification", words.verificationNeeded)}
    ${check("requiresDeviceKey", words.deviceKeyNeeded)}
  <//>`;
}
