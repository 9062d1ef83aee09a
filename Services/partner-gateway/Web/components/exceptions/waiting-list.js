import { html, useState } from "../../vendor/preact/preact.js";
import { usePages } from "../../hooks/pages.js";
import { useReloading, useResource } from "../../hooks/resource.js";
import { call } from "../../model/api.js";
import { staffCall } from "../../model/staff.js";
import { daysWanted } from "../../model/waiting-list.js";
import { tightList } from "../../model/words.js";
import { relativeText, whenText } from "../../model/zone.js";
import { t } from "../../strings/index.js";
import { Badge } from "../common/badge.js";
import { Button } from "../common/button.js";
import { More } from "../common/more.js";
import { Failure } from "../common/notice.js";
import { OnDemand } from "../common/on-demand.js";
import { Skeleton } from "../common/pending.js";

const words = t.exceptions.list;
const dialogs = () => import("./waiting-dialogs.js");
const names = { offer: "OfferDialog", remove: "RemoveDialog" };

function Entry({ entry, services, now, zone, onAsk }) {
  const { wish, offer, joinedAt } = entry;
  const { customer, vehicle } = wish;
  const work = wish.serviceIds.map((id) => services?.get(id) ?? "…");
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
    <div class="row-of">
      ${!offer && html`<${Button} onClick=${() => onAsk("offer")}>${words.offer}<//>`}
      <${Button} onClick=${() => onAsk("remove")}>${words.remove}<//>
    </div>
  </li>`;
}

/** Who waits for a place at a workshop, in the order in which they are offered one. `say` tells what was done. */
export function WaitingList({ session, workshop, now, say }) {
  const list = usePages(workshop.id, (cursor, signal) =>
    staffCall(session, "booking", "/v1/waiting-list", { query: { workshopId: workshop.id, cursor, limit: 50 }, signal }));
  const services = useResource(workshop.id, (signal) => call("booking", "/v1/services", { query: { workshopId: workshop.id }, signal }));
  const [asked, setAsked] = useState(null);
  useReloading(list, 60_000, asked === null);
  const act = async (how, body) => {
    const { entry } = asked;
    try {
      const headers = { "If-Match": `"${entry.version}"` };
      await staffCall(session, "booking", `/v1/waiting-list/${entry.id}/${how}`, { method: "POST", body, headers });
      say((how === "offer" ? words.offeredTo : words.removed)(entry.wish.vehicle.plate));
    } catch (problem) {
      if (!["version-mismatch", "not-possible-now", "unknown-entry"].includes(problem.slug)) throw problem;
      say(words.changed);
    }
    setAsked(null);
    list.reload();
  };
  const known = services.data && new Map(services.data.items.map(({ id, name }) => [id, name]));
  return html`<section class="waiting-list" aria-labelledby="waiting-list">
    <div class="title"><h2 id="waiting-list">${words.title}</h2><p class="soft">${words.lead}</p></div>
    ${list.state === "failed" && html`<${Failure} problem=${list.problem} retry=${list.reload} />`}
    ${list.items === null && list.state === "loading" && html`<${Skeleton} rows=${2} height="4rem" />`}
    ${list.items?.length === 0 && html`<p class="soft">${words.none}</p>`}
    ${list.items?.length > 0 && html`<ul class="request-list">${list.items.map((entry) =>
      html`<${Entry} key=${entry.id} entry=${entry} services=${known} now=${now}
        zone=${workshop.timeZone} onAsk=${(how) => setAsked({ entry, how })} />`)}</ul>
      <${More} list=${list}>${t.exceptions.more}<//>`}
    ${asked && html`<${OnDemand} key=${`${asked.entry.id} ${asked.how}`} load=${dialogs} name=${names[asked.how]} rows=${0} session=${session}
      entry=${asked.entry} zone=${workshop.timeZone} act=${act} onClose=${() => setAsked(null)} />`}
  </section>`;
}
