import { html, useState } from "../../vendor/preact/preact.js";
import { useAction } from "../../hooks/action.js";
import { staffCall } from "../../model/staff.js";
import { t } from "../../strings/index.js";
import { Dialog } from "../common/dialog.js";
import { Field } from "../common/field.js";
import { Failure } from "../common/notice.js";

const words = t.access;
const roleName = (role) => t.shell.roles[role] ?? role;

function PolicyDialog({ policy, save, onClose }) {
  const [given, setGiven] = useState({ ...policy, minimumAppVersion: policy.minimumAppVersion ?? "" });
  const { busy, problem, run } = useAction();
  const set = (field, value) => setGiven((old) => ({ ...old, [field]: value }));
  const submit = (event) => {
    event.preventDefault();
    const { role, ...body } = given;
    run(() => save(role, { ...body, minimumAppVersion: given.minimumAppVersion.trim() || null }));
  };
  const options = (of) => Object.entries(of).map(([value, text]) => html`<option key=${value} value=${value}>${text}</option>`);
  return html`<${Dialog} label=${words.policyOf(roleName(policy.role))} onClose=${onClose}>
    <form class="dialog-body" onSubmit=${submit}>
      <h2>${words.policyOf(roleName(policy.role))}</h2>
      <${Field} id="app-version" label=${words.appVersion} optional pattern="[0-9]+([.][0-9]+)*" dir="ltr" value=${given.minimumAppVersion}
        onInput=${(event) => set("minimumAppVersion", event.target.value)} />
      <${Field} id="verification" as="select" label=${words.verification} value=${given.userVerification}
        onChange=${(event) => set("userVerification", event.target.value)}>${options(words.verifications)}<//>
      <${Field} id="otherwise" as="select" label=${words.otherwise} value=${given.otherwise}
        onChange=${(event) => set("otherwise", event.target.value)}>${options(words.outcomes)}<//>
      <label class="check"><input type="checkbox" checked=${given.registeredDevice}
        onChange=${(event) => set("registeredDevice", event.target.checked)} />${words.registered}</label>
      ${problem && html`<${Failure} problem=${problem} />`}
      <div class="row-of"><button class="button button-main" disabled=${busy}>${words.save}</button>
        <button type="button" class="button button-plain" onClick=${onClose}>${t.cancel}</button></div>
    </form>
  <//>`;
}

function Policy({ policy, onChange }) {
  return html`<tr><th scope="row">${roleName(policy.role)}</th>
    <td data-label=${words.appVersion}>${policy.minimumAppVersion ?? words.any}</td>
    <td data-label=${words.verification}>${words.verifications[policy.userVerification] ?? policy.userVerification}</td>
    <td data-label=${words.registeredShort}>${policy.registeredDevice ? words.yes : words.no}</td>
    <td data-label=${words.otherwise}>${words.outcomes[policy.otherwise] ?? policy.otherwise}</td>
    <td><button type="button" class="button" aria-label=${words.changeOf(roleName(policy.role))} onClick=${onChange}>${t.change}</button></td>
  </tr>`;
}

/** What a device must be for each role, and what happens when it is not. */
export function Posture({ session, policies, onSaved, say }) {
  const [chosen, setChosen] = useState(null);
  const save = async (role, body) => {
    await staffCall(session, "partner-gateway", `/v1/posture-policies/${encodeURIComponent(role)}`, { method: "PUT", body });
    setChosen(null);
    say(words.saved);
    onSaved();
  };
  const heads = [words.role, words.appVersion, words.verification, words.registeredShort, words.otherwise];
  return html`<section class="sheet" aria-label=${words.posture}>
    <div class="sheet-head"><h2>${words.posture}</h2><p class="soft">${words.postureLead}</p></div>
    <div class="wide"><table class="list list-stacked">
      <thead><tr>${heads.map((head) => html`<th key=${head} scope="col">${head}</th>`)}<td></td></tr></thead>
      <tbody>${policies.map((policy) => html`<${Policy} key=${policy.role} policy=${policy} onChange=${() => setChosen(policy)} />`)}</tbody>
    </table></div>
    ${chosen && html`<${PolicyDialog} policy=${chosen} save=${save} onClose=${() => setChosen(null)} />`}
  </section>`;
}
