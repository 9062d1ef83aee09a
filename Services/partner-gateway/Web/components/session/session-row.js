import { html } from "../../vendor/preact/preact.js";
import { momentText, relativeText } from "../../model/zone.js";
import { t } from "../../strings/index.js";
import { Badge } from "../common/badge.js";
import { Icon } from "../common/icon.js";

const words = t.account;
const handhelds = /android|ios/i;

export const deviceName = ({ device }) => device?.name ?? words.unknownDevice;

/** One open session: device, how it was opened, since when, last used. `children` are what can be done with it. */
export function SessionRow({ session, now, children }) {
  const { current, method, createdAt, lastUsedAt, userVerified, keyBound } = session;
  const device = session.device ?? {};
  const system = device.systemVersion ? `${device.system} ${device.systemVersion}` : "";
  const facts = [t.shell.methods[method] ?? method, userVerified && words.verified, keyBound && words.keyBound, words.since(momentText(createdAt))];
  return html`<li class="entry">
    <${Icon} name=${handhelds.test(device.system ?? "") ? "smartphone" : "monitor"} />
    <div class="entry-what">
      <p><b><bdi>${deviceName(session)}</bdi></b>
        ${current && html` <${Badge} tone="go" icon="check">${words.thisDevice}<//>`}</p>
      <p class="soft">${current ? words.inUse : words.lastUsed(relativeText(lastUsedAt, now))}${system && html` · <bdi>${system}</bdi>`}</p>
      <p class="soft">${facts.filter(Boolean).join(" · ")}</p>
    </div>
    <div class="row-of">${children}</div>
  </li>`;
}
