import { html } from "../../vendor/preact/preact.js";
import { useAction } from "../../hooks/action.js";
import { useKeptFocus } from "../../hooks/kept-focus.js";
import { useResource } from "../../hooks/resource.js";
import { staffCall } from "../../model/staff.js";
import { t } from "../../strings/index.js";
import { Failure } from "../common/notice.js";
import { Pending } from "../common/pending.js";
import { SessionRow, deviceName } from "../session/session-row.js";

const words = t.account;

/** Where one is signed in; each device can be signed out from here, or all others at once. */
export function Devices({ session, now, say }) {
  const ask = (path, options) => staffCall(session, "partner-gateway", `/v1/sessions${path}`, options);
  const devices = useResource("devices", (signal) => ask("", { signal }));
  const { busy, problem, run } = useAction();
  const root = useKeptFocus();
  const end = (path, done) => run(() => ask(path, { method: "DELETE" })).then((ok) => ok && (say(done), devices.reload()));
  const others = (devices.data?.items ?? []).filter(({ current }) => !current);
  const all = [...(devices.data?.items ?? []).filter(({ current }) => current), ...others];
  return html`<section class="sheet" ref=${root}>
    <div class="sheet-head"><h2 tabindex="-1">${words.devices}</h2>
      ${others.length > 0 && html`<button type="button" class="button" disabled=${busy} onClick=${() => end("", words.othersOut)}>
        ${words.signOutOthers}</button>`}</div>
    ${problem && html`<${Failure} problem=${problem} />`}
    <${Pending} resource=${devices} rows=${2} height="4rem" />
    <ul class="entries">${all.map((one) => html`<${SessionRow} key=${one.id} session=${one} now=${now}>
      ${!one.current && html`<button type="button" class="button" disabled=${busy}
        aria-label=${words.signOutDevice(deviceName(one))}
        onClick=${() => end(`/${one.id}`, words.deviceOut)}>${t.shell.signOut}</button>`}
    <//>`)}</ul>
  </section>`;
}
