import { html, useState } from "../../vendor/preact/preact.js";
import { useAction } from "../../hooks/action.js";
import { subscriptionTo } from "../../model/calendar.js";
import { staffCall } from "../../model/staff.js";
import { t } from "../../strings/index.js";
import { Button } from "../common/button.js";
import { Icon } from "../common/icon.js";
import { Failure } from "../common/notice.js";

const words = t.my.calendar;

/** One calendar with all the reader's appointments: asked for when it is opened, given another address, or closed. */
export function MyCalendar({ session }) {
  const [feed, setFeed] = useState(null);
  const { busy, problem, run } = useAction();
  const ask = (method, path = "") => run(async () => setFeed((await staffCall(session, "booking", `/v1/my/calendar${path}`, { method })) ?? {}));
  const look = ({ target }) => target.open && feed === null && ask("GET");
  const url = feed?.feedUrl;
  return html`<details class="feed" onToggle=${look}><summary><${Icon} name="calendar-sync" />${words.title}</summary>
    <p>${words.text}</p>
    ${problem && html`<${Failure} problem=${problem} />`}
    <div class="wallet-actions" aria-live="polite">
      ${feed && !url && html`<${Button} busy=${busy} onClick=${() => ask("PUT")}>${words.open}<//>`}
      ${url && html`<a class="button" href=${subscriptionTo(url)}>${words.subscribe}</a>
        <${Button} kind="plain" busy=${busy} onClick=${() => ask("POST", "/renew")}>${words.renew}<//>
        <${Button} kind="plain" busy=${busy} onClick=${() => ask("DELETE")}>${words.close}<//>`}
    </div></details>`;
}
