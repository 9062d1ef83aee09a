import { html } from "../vendor/preact/preact.js";
import { Policy } from "../components/appointment/policy.js";
import { Visit } from "../components/appointment/visit.js";
import { CalendarButton, Wallet } from "../components/appointment/wallet.js";
import { DirectionsLink } from "../components/booking/directions-link.js";
import { More } from "../components/common/more.js";
import { Failure } from "../components/common/notice.js";
import { Skeleton } from "../components/common/pending.js";
import { StaffPage } from "../components/common/staff-page.js";
import { MyCalendar } from "../components/my/calendar.js";
import { Coming, Past, commonZone } from "../components/my/visit-row.js";
import { useNow } from "../hooks/clock.js";
import { usePages } from "../hooks/pages.js";
import { tokenInFragment } from "../model/calendar.js";
import { staffCall } from "../model/staff.js";
import { linkOf, splitVisits, visitOf } from "../model/visits.js";
import { t } from "../strings/index.js";
import { mount } from "./mount.js";

const words = t.my;
const chosen = new URLSearchParams(location.search).get("id");

function One({ appointment, now }) {
  const { policy, status, workshop } = appointment;
  const isComing = status === "booked";
  const link = linkOf(appointment);
  const token = link && tokenInFragment(new URL(link, location.origin).hash);
  const mayChange = isComing && link && (policy?.canChange || policy?.canCancel);
  return html`<a class="back" href="/my">${words.all}</a>
    <${Visit} appointment=${appointment} now=${now} />
    <div class="visit-actions">
      ${mayChange && html`<a class="button button-main" href=${link}>${words.change}</a>`}
      ${isComing && token && html`<${CalendarButton} token=${token} />`}
      ${isComing && html`<${DirectionsLink} workshop=${workshop} />`}
      <a class="button" href="/">${words.again}</a>
    </div>
    ${isComing && token && html`<${Wallet} token=${token} appointment=${appointment} />`}
    <${Policy} appointment=${appointment} />`;
}

function List({ session, items, mine, now }) {
  const { coming, past } = splitVisits(items, now);
  const zone = commonZone(coming);
  return html`<div class="my-head"><h1>${words.title}</h1><a class="button button-main" href="/">${words.book}</a></div>
    ${zone && html`<p class="zone">${t.zone(zone)}</p>`}
    ${items.length === 0 && html`<div class="empty"><p>${words.none}</p></div>`}
    ${coming.length > 0 && html`<section><h2 class="rule">${words.coming}</h2>
      <ul>${coming.map((one) => html`<${Coming} key=${one.id} appointment=${one} now=${now} zoned=${zone !== null} />`)}</ul></section>`}
    ${items.length > 0 && html`<${MyCalendar} session=${session} />`}
    ${past.length > 0 && html`<section><h2 class="rule">${words.past}</h2>
      <ul>${past.map((one) => html`<${Past} key=${one.id} appointment=${one} />`)}</ul></section>`}
    <${More} list=${mine}>${words.more}<//>`;
}

function My({ session }) {
  const mine = usePages("mine", (cursor, signal) => staffCall(session, "booking", "/v1/my/appointments", { query: { cursor }, signal }));
  const now = useNow();
  const items = mine.items && mine.items.map(visitOf);
  const one = items?.find(({ id }) => id === chosen);
  return html`<main id="main" class="book my">
    ${mine.state === "failed" && html`<${Failure} problem=${mine.problem} retry=${mine.reload} />`}
    ${items === null && mine.state === "loading" && html`<h1>${words.title}</h1><${Skeleton} rows=${4} height="6rem" />`}
    ${items && (one ? html`<${One} appointment=${one} now=${now} />` : html`<${List} session=${session} items=${items} mine=${mine} now=${now} />`)}
  </main>`;
}

mount(() => html`<${StaffPage} page="my" staff=${false}>${(session) => html`<${My} session=${session} />`}<//>`, words.title);
