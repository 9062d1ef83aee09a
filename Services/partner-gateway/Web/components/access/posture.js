import { html, useState } from "../../vendor/preact/preact.js";
import { systemsText } from "../../model/access.js";
import { staffCall } from "../../model/staff.js";
import { roleName } from "../../model/words.js";
import { t } from "../../strings/index.js";
import { PolicyDialog } from "./policy-dialog.js";

const words = t.access;

function Policy({ role, policy, onChange }) {
  const name = roleName(role);
  return html`<tr><th scope="row">${name}</th>
    <td data-label=${words.appVersion}>${policy.minimumAppVersion ?? words.any}</td>
    <td data-label=${words.systems}>${systemsText(policy.minimumSystemVersions) || words.any}</td>
    <td data-label=${words.verification}>${policy.requiresUserVerification ? words.elseStepUp : words.notAsked}</td>
    <td data-label=${words.deviceKey}>${policy.requiresDeviceKey ? words.elseDeny : words.notAsked}</td>
    <td><button type="button" class="button" aria-label=${words.changeOf(name)} onClick=${onChange}>${t.change}</button></td>
  </tr>`;
}

/** What a device must be for each role, and what happens when it is not. */
export function Posture({ session, policies, onSaved, say }) {
  const [chosen, setChosen] = useState(null);
  const save = async (body) => {
    await staffCall(session, "partner-gateway", `/v1/posture-policies/${encodeURIComponent(chosen.role)}`, { method: "PUT", body });
    setChosen(null);
    say(words.saved);
    onSaved();
  };
  const heads = [words.role, words.appVersion, words.systems, words.verification, words.deviceKey];
  return html`<section class="sheet" aria-label=${words.posture}>
    <div class="sheet-head"><h2>${words.posture}</h2><p class="soft">${words.postureLead}</p></div>
    <div class="wide"><table class="list list-stacked">
      <thead><tr>${heads.map((head) => html`<th key=${head} scope="col">${head}</th>`)}<td></td></tr></thead>
      <tbody>${policies.map(({ role, policy }) => html`<${Policy} key=${role} role=${role} policy=${policy}
        onChange=${() => setChosen({ role, policy })} />`)}</tbody>
    </table></div>
    ${chosen && html`<${PolicyDialog} name=${roleName(chosen.role)} policy=${chosen.policy} save=${save}
      onClose=${() => setChosen(null)} />`}
  </section>`;
}
