import { html, useState } from "../../vendor/preact/preact.js";
import { useAction } from "../../hooks/action.js";
import { useUnsaved } from "../../hooks/unsaved.js";
import { changedRoles, permissionsOf, toggledPermission } from "../../model/access.js";
import { staffCall } from "../../model/staff.js";
import { roleName } from "../../model/words.js";
import { t } from "../../strings/index.js";
import { Failure } from "../common/notice.js";

const words = t.access;
/** As the words stand: the order of a visit. */
const order = Object.keys(words.permissions);

function Row({ permission, roles, onToggle }) {
  const text = words.permissions[permission] ?? permission;
  return html`<tr><th scope="row">${text}<code>${permission}</code></th>
    ${roles.map(({ role, permissions, possible }) => html`<td key=${role}><label class="tick">
      <input type="checkbox" checked=${permissions.includes(permission)} disabled=${!possible.includes(permission)}
        aria-label=${words.allows(roleName(role), text)}
        onChange=${() => onToggle(role, permission)} /></label></td>`)}
  </tr>`;
}

/** Roles across, permissions down. Nothing counts until it is saved. */
export function Matrix({ session, answer, onSaved, say }) {
  const [roles, setRoles] = useState(answer.items);
  const { busy, problem, run } = useAction();
  const changed = changedRoles(answer.items, roles);
  useUnsaved(changed.length > 0);
  const toggle = (role, permission) => setRoles((old) => toggledPermission(old, role, permission));
  const save = () => run(async () => {
    for (const { role, permissions } of changed) {
      await staffCall(session, "partner-gateway", `/v1/roles/${encodeURIComponent(role)}`, { method: "PUT", body: { permissions } });
    }
    say(words.saved);
    onSaved();
  });
  return html`<section class="sheet" aria-label=${words.roles}>
    <div class="sheet-head"><h2>${words.roles}</h2><p class="soft">${words.rolesLead}</p></div>
    <div class="wide" tabindex="0" role="group" aria-label=${words.matrix}><table class="matrix">
      <thead><tr><th scope="col"><span class="visually-hidden">${words.permission}</span></th>
        ${roles.map(({ role }) => html`<th key=${role} scope="col"><span>${roleName(role)}</span></th>`)}</tr></thead>
      <tbody>${permissionsOf(answer, order).map((permission) => html`<${Row} key=${permission} permission=${permission} roles=${roles}
        onToggle=${toggle} />`)}</tbody>
    </table></div>
    ${problem && html`<${Failure} problem=${problem} />`}
    ${changed.length > 0 && html`<div class="row-of keep">
      <button type="button" class="button button-main" disabled=${busy} onClick=${save}>${words.save}</button>
      <button type="button" class="button button-plain" onClick=${() => setRoles(answer.items)}>${words.undo}</button>
      <span class="soft">${words.changes(changed.map(({ role }) => roleName(role)))}</span></div>`}
  </section>`;
}
