import { html, useState } from "../../vendor/preact/preact.js";
import { useResource } from "../../hooks/resource.js";
import { staffCall } from "../../model/staff.js";
import { roleName } from "../../model/words.js";
import { plural, t } from "../../strings/index.js";
import { Pending } from "../common/pending.js";
import { SessionRow, deviceName } from "../session/session-row.js";
import { SignOutDialog } from "./sign-out-dialog.js";

const words = t.support;

/** Who it is, and the devices that are signed in as them. */
export function Person({ session, person, now, say }) {
  const path = `/v1/people/${encodeURIComponent(person.id)}/sessions`;
  const sessions = useResource(person.id, (signal) => staffCall(session, "partner-gateway", path, { signal }));
  const [chosen, setChosen] = useState(null);
  const end = async (reason) => {
    const one = chosen.session ? `/${encodeURIComponent(chosen.session.id)}` : "";
    const answer = await staffCall(session, "partner-gateway", `${path}${one}/end`, { method: "POST", body: { reason } });
    setChosen(null);
    say(chosen.session ? words.done : plural(answer.count, words.doneAll));
    sessions.reload();
  };
  return html`<article class="sheet" aria-label=${person.name ?? words.byId}>
    <div class="title"><h2>${person.name ?? words.byId}</h2>
      ${sessions.data?.items.length > 1 && html`<button type="button" class="button" onClick=${() => setChosen({ session: null })}>
        ${words.signOutAll}</button>`}
      <p class="soft"><bdi>${person.email ?? person.id}</bdi>${person.role && ` · ${roleName(person.role)}`}</p></div>
    <${Pending} resource=${sessions} rows=${2} height="4rem" />
    ${sessions.data?.items.length === 0 && html`<p class="soft">${words.nowhere}</p>`}
    <ul class="entries">${sessions.data?.items.map((one) => html`<${SessionRow} key=${one.id} session=${one} now=${now}>
      <button type="button" class="button" aria-label=${words.signOutDevice(deviceName(one))}
        onClick=${() => setChosen({ session: one })}>${words.signOut}</button><//>`)}</ul>
    ${chosen && html`<${SignOutDialog} session=${chosen.session} signOut=${end} onClose=${() => setChosen(null)} />`}
  </article>`;
}
