import { html } from "../vendor/preact/preact.js";
import { Visit } from "../components/appointment/visit.js";
import { CalendarButton, DirectionsLink } from "../components/booking/booked.js";
import { Failure } from "../components/common/notice.js";
import { Skeleton } from "../components/common/skeleton.js";
import { StaffPage } from "../components/common/staff-page.js";
import { Coming, Past } from "../components/my/visit-row.js";
import { useNow } from "../hooks/clock.js";
import { useResource } from "../hooks/resource.js";
import { staffCall } from "../model/staff.js";
import { splitVisits } from "../model/visits.js";
import { t } from "../strings/index.js";
import { mount } from "./mount.js";

const words = t.my;
const chosen = new URLSearchParams(location.search).get("id");

function One({ appointment, now }) {
  const isComing = appointment.status === "booked";
  return html`<a class="back" href="/my">${words.all}</a>
    <${Visit} appointment=${appointment} now=${now} />
    <div class="visit-actions">
      ${isComing && html`<${CalendarButton} appointment=${appointment} />`}
      ${isComing && html`<${DirectionsLink} workshop=${appointment.workshop} />`}
      <a class="button" href="/">${words.again}</a>
    </div>
    ${isComing && html`<p class="field-hint">${words.change}</p>`}`;
}

function List({ items, now }) {
  const { coming, past } = splitVisits(items, now);
  return html`<div class="my-head"><h1>${words.title}</h1><a class="button button-main" href="/">${words.book}</a></div>
    ${items.length === 0 && html`<div class="empty"><p>${words.none}</p></div>`}
    ${coming.length > 0 && html`<section><h2 class="rule">${words.coming}</h2>
      <ul>${coming.map((one) => html`<${Coming} key=${one.id} appointment=${one} now=${now} />`)}</ul></section>`}
    ${past.length > 0 && html`<section><h2 class="rule">${words.past}</h2>
      <ul>${past.map((one) => html`<${Past} key=${one.id} appointment=${one} />`)}</ul></section>`}`;
}

function My({ session }) {
  const mine = useResource("mine", (signal) => staffCall(session, "booking", "/v1/my/appointments", { signal }));
  const now = useNow();
  const items = mine.data?.items ?? null;
  const one = items?.find(({ id }) => id === chosen);
  return html`<main id="main" class="book my">
    ${mine.state === "failed" && html`<${Failure} problem=${mine.problem} retry=${mine.reload} />`}
    ${items === null && mine.state === "loading" && html`<h1>${words.title}</h1><${Skeleton} rows=${4} height="6rem" />`}
    ${items && (one ? html`<${One} appointment=${one} now=${now} />` : html`<${List} items=${items} now=${now} />`)}
  </main>`;
}

mount(() => html`<${StaffPage} page="my" staff=${false}>${(session) => html`<${My} session=${session} />`}<//>`, words.title);
