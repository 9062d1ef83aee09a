import { html } from "../../vendor/preact/preact.js";
import { usePages } from "../../hooks/pages.js";
import { useReloading, useResource } from "../../hooks/resource.js";
import { call } from "../../model/api.js";
import { staffCall } from "../../model/staff.js";
import { daysWanted } from "../../model/waiting-list.js";
import { tightList } from "../../model/words.js";
import { relativeText, whenText } from "../../model/zone.js";
import { t } from "../../strings/index.js";
import { Badge } from "../common/badge.js";
import { More } from "../common/more.js";
import { Failure } from "../common/notice.js";
import { Skeleton } from "../common/pending.js";

const words = t.exceptions.list;

function Entry({ entry, names, now, zone }) {
  const { wish, offer, joinedAt } = entry;
  const { customer, vehicle } = wish;
  const work = wish.serviceIds.map((id) => names?.get(id) ?? "…");
  return html`<li class="waiting-entry">
    <div class="request-head">
      <h3>${vehicle.plate} <span>${customer.name}</span></h3>
      <p class="request-due">${offer && html`<${Badge} tone="caution" icon="clock">${words.offered}<//>`}
        <span class="soft">${words.since(relativeText(joinedAt, now))}</span></p>
    </div>
    <dl class="request-facts">
      <div><dt>${t.exceptions.work}</dt><dd>${tightList(work)}</dd></div>
      <div><dt>${words.days}</dt><dd>${daysWanted(wish)}</dd></div>
      ${offer && html`<div><dt>${words.place}</dt><dd>${whenText(offer.start, zone)}<br />
        <span class="soft">${words.until(whenText(offer.expiresAt, zone))}</span></dd></div>`}
      ${customer.phone && html`<div><dt>${words.phone}</dt><dd><a dir="ltr" href=${`tel:${customer.phone}`}>${customer.phone}</a></dd></div>`}
    </dl>
  </li>`;
}

/** Who waits for a place at a workshop, in the order in which they are offered one. */
export function WaitingList({ session, workshop, now }) {
  const list = usePages(workshop.id, (cursor, signal) =>
    staffCall(session, "booking", "/v1/waiting-list", { query: { workshopId: workshop.id, cursor, limit: 50 }, signal }));
  const services = useResource(workshop.id, (signal) => call("booking", "/v1/services", { query: { workshopId: workshop.id }, signal }));
  useReloading(list, 60_000);
  const names = services.data && new Map(services.data.items.map(({ id, name }) => [id, name]));
  return html`<section class="waiting-list" aria-labelledby="waiting-list">
    <div class="title"><h2 id="waiting-list">${words.title}</h2><p class="soft">${words.lead}</p></div>
    ${list.state === "failed" && html`<${Failure} problem=${list.problem} retry=${list.reload} />`}
    ${list.items === null && list.state === "loading" && html`<${Skeleton} rows=${2} height="4rem" />`}
    ${list.items?.length === 0 && html`<p class="soft">${words.none}</p>`}
    ${list.items?.length > 0 && html`<ul class="request-list">${list.items.map((entry) =>
      html`<${Entry} key=${entry.id} entry=${entry} names=${names} now=${now} zone=${workshop.timeZone} />`)}</ul>
      <${More} list=${list}>${t.exceptions.more}<//>`}
  </section>`;
}
