import { html, useState } from "../../vendor/preact/preact.js";
import { useAction } from "../../hooks/action.js";
import { policyOf, systemsOf, systemsText } from "../../model/access.js";
import { t } from "../../strings/index.js";
import { Dialog } from "../common/dialog.js";
import { Field } from "../common/field.js";
import { Failure } from "../common/notice.js";

const words = t.access;

const givenOf = ({ minimumAppVersion, minimumSystemVersions, ...rest }) =>
  ({ ...rest, appVersion: minimumAppVersion ?? "", systems: systemsText(minimumSystemVersions) });

/** What devices of a role must be and prove. */
export function PolicyDialog({ name, policy, save, onClose }) {
  const [given, setGiven] = useState(() => givenOf(policy));
  const { busy, problem, run } = useAction();
  const set = (field, value) => setGiven((old) => ({ ...old, [field]: value }));
  const isWrong = systemsOf(given.systems) === null;
  const submit = (event) => {
    event.preventDefault();
    if (!isWrong) run(() => save(policyOf(given)));
  };
  const check = (field, text) => html`<label class="check"><input type="checkbox" checked=${given[field]}
    onChange=${(event) => set(field, event.target.checked)} />${text}</label>`;
  return html`<${Dialog} label=${words.policyOf(name)} onClose=${onClose}>
    <form class="dialog-body" onSubmit=${submit}>
      <h2>${words.policyOf(name)}</h2>
      <${Field} id="app-version" label=${words.appVersion} optional pattern="[0-9]+([.][0-9]+)*" dir="ltr" value=${given.appVersion}
        onInput=${(event) => set("appVersion", event.target.value)} />
      <${Field} id="systems" label=${words.systems} hint=${words.systemsHint} optional dir="ltr" value=${given.systems}
        error=${isWrong ? words.systemsWrong : undefined} onInput=${(event) => set("systems", event.target.value)} />
      ${check("requiresUserVerification", words.verificationNeeded)}
      ${check("requiresDeviceKey", words.deviceKeyNeeded)}
      ${problem && html`<${Failure} problem=${problem} />`}
      <div class="row-of"><button class="button button-main" disabled=${busy || isWrong}>${words.save}</button>
        <button type="button" class="button button-plain" onClick=${onClose}>${t.cancel}</button></div>
    </form>
  <//>`;
}
