import { html, useState } from "../../vendor/preact/preact.js";
import { useAction } from "../../hooks/action.js";
import { useResource } from "../../hooks/resource.js";
import { call, send } from "../../model/api.js";
import { saveFile, subscriptionTo } from "../../model/calendar.js";
import { dateText, timeText } from "../../model/zone.js";
import { t } from "../../strings/index.js";
import { Button } from "../common/button.js";
import { Icon } from "../common/icon.js";
import { Failure } from "../common/notice.js";

const words = t.booking.wallet;

/** Saves the appointment as a file every calendar opens. `token` is that of its link. */
export function CalendarButton({ token }) {
  const action = useAction();
  const save = () => action.run(async () => {
    const file = await send("booking", "/v1/my/appointment/calendar.ics", { token, headers: { Accept: "text/calendar" } });
    saveFile("appointment.ics", "text/calendar", await file.text());
  });
  return html`<${Button} icon="calendar-plus" busy=${action.busy} onClick=${save}>${t.booking.addToCalendar}<//>
    ${action.problem && html`<${Failure} problem=${action.problem} />`}`;
}

/** Dark on light in every theme, with the quiet zone of four modules that readers need. */
function Square({ square, spoken }) {
  return html`<svg class="pass-square" viewBox=${`-4 -4 ${square.size + 8} ${square.size + 8}`} role="img"
    aria-label=${words.square(spoken)} shape-rendering="crispEdges">
    <rect class="pass-light" x="-4" y="-4" width=${square.size + 8} height=${square.size + 8} />
    <path class="pass-dark" d=${square.path} /></svg>`;
}

function Pass({ pass, zone }) {
  const spoken = `${pass.spoken.slice(0, 4)} ${pass.spoken.slice(4)}`;
  const isOpen = Date.now() >= new Date(pass.opensAt);
  return html`<div class="pass">
    <${Square} square=${pass.square} spoken=${spoken} />
    <div><h2>${words.title}</h2>
      <p>${words.how}</p>
      <p class="pass-spoken"><bdi dir="ltr">${spoken}</bdi></p>
      ${!isOpen && html`<p class="zone">${words.from(dateText(pass.opensAt, zone), timeText(pass.opensAt, zone))}</p>`}
    </div></div>`;
}

function Feed({ url }) {
  const [isCopied, setCopied] = useState(false);
  const copy = () => navigator.clipboard?.writeText(url).then(() => setCopied(true), () => setCopied(false));
  return html`<details class="feed"><summary><${Icon} name="calendar-sync" />${words.follow}</summary>
    <p>${words.followText}</p>
    <div class="wallet-actions">
      <a class="button" href=${subscriptionTo(url)}>${words.subscribe}</a>
      ${navigator.clipboard && html`<${Button} onClick=${copy}>
        <span aria-live="polite">${isCopied ? words.copied : words.copy}</span><//>`}
    </div></details>`;
}

/** What a customer carries of an appointment: the code to check in with, and a calendar that follows it. Anew with each version. */
export function Wallet({ token, appointment }) {
  const load = (signal) => call("booking", "/v1/my/appointment/wallet", { token, signal });
  const wallet = useResource(`${token} ${appointment.version} ${appointment.status}`, load);
  if (wallet.state === "failed") return html`<${Failure} problem=${wallet.problem} retry=${wallet.reload} />`;
  if (!wallet.data) return html`<div class="wallet wallet-waits" aria-busy="true"></div>`;
  const { checkIn, feedUrl } = wallet.data;
  return html`<section class="wallet" aria-label=${words.name}>
    ${checkIn && html`<${Pass} pass=${checkIn} zone=${appointment.workshop.timeZone} />`}
    <${Feed} url=${feedUrl} />
  </section>`;
}
