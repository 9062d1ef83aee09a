import { html, useEffect, useState } from "../vendor/preact/preact.js";
import { ConfirmWaiting, LinkOver } from "../components/booking/confirm-waiting.js";
import { When } from "../components/booking/summary.js";
import { Button } from "../components/common/button.js";
import { CustomerPage } from "../components/common/customer-page.js";
import { Failure, Notice } from "../components/common/notice.js";
import { Skeleton } from "../components/common/pending.js";
import { useAction } from "../hooks/action.js";
import { useReloading, useResource } from "../hooks/resource.js";
import { useWorkshops } from "../hooks/workshops.js";
import { call } from "../model/api.js";
import { tokenInFragment } from "../model/calendar.js";
import { numberText } from "../model/figures.js";
import { tightList } from "../model/words.js";
import { dayText, whenText } from "../model/zone.js";
import { t } from "../strings/index.js";
import { mount } from "./mount.js";

const day = (date) => dayText(date, { weekday: "short", day: "numeric", month: "long" });

/** What is offered, until when, and the two answers. */
function Offer({ offer, zone, busy, answer }) {
  return html`<section class="visit" aria-label=${t.waiting.offer}>
    <${When} slot=${offer} zone=${zone} />
    <p>${t.waiting.kept(whenText(offer.expiresAt, zone))}</p>
    <div class="visit-actions">
      <${Button} kind="main" busy=${busy} onClick=${() => answer("accept")}>${t.waiting.accept}<//>
      <${Button} busy=${busy} onClick=${() => answer("decline")}>${t.waiting.decline}<//>
    </div>
  </section>`;
}

/** Where a place on the waiting list stands, and what its holder can do. */
function Entry({ entry, workshop, services, busy, answer }) {
  const { status, wish, ahead, offer, removedFor } = entry;
  const open = ["unconfirmed", "waiting", "offered"].includes(status);
  const work = tightList((services ?? []).filter(({ id }) => wish.serviceIds.includes(id)).map(({ name }) => name));
  return html`<div class="visit-page">
    <h1 tabindex="-1">${t.waiting.titles[status]}</h1>
    ${offer && html`<${Offer} offer=${offer} zone=${workshop.timeZone} busy=${busy} answer=${answer} />`}
    ${status === "waiting" && html`<p>${ahead === 0 ? t.waiting.first : t.waiting.place(numberText(ahead + 1))}</p>`}
    ${!offer && html`<p>${removedFor ? t.waiting.removed : t.waiting.next[status]}</p>`}
    <p><b>${workshop.name}</b><br />${workshop.address}</p>
    ${work && html`<p>${work}</p>`}
    <p class="field-hint">${t.waiting.days(day(wish.from), day(wish.to), wish.vehicle.plate)}</p>
    ${open && html`<p><button type="button" class="link" disabled=${busy} onClick=${() => answer("leave")}>${t.waiting.leave}</button></p>`}
    ${!open && html`<div class="visit-actions"><a class="button" href="/">${t.waiting.bookNew}</a></div>`}
  </div>`;
}

function Booked({ result }) {
  const { appointment, manageToken } = result;
  return html`<div class="visit-page">
    <h1 tabindex="-1">${t.waiting.titles.booked}</h1>
    <${When} slot=${appointment} zone=${appointment.workshop.timeZone} />
    <${Notice} tone="go"><p>${t.waiting.next.booked}</p><//>
    <div class="visit-actions"><a class="button button-main" href=${`/appointment#${manageToken}`}>${t.waiting.open}</a></div>
  </div>`;
}

function Waiting({ token }) {
  const workshops = useWorkshops();
  const view = useResource(token, (signal) => call("booking", "/v1/my/waiting-list", { token, signal }));
  const workshopId = view.data?.wish.workshopId ?? null;
  const services = useResource(workshopId, (signal) =>
    call("booking", "/v1/services", { query: { workshopId }, signal }).then(({ items }) => items),
  );
  const [booked, setBooked] = useState(null);
  const { busy, problem, run } = useAction();
  useReloading(view, 30_000);
  useEffect(() => booked && document.querySelector("h1").focus(), [booked]);
  const answer = async (how) => {
    const done = await run(async () => {
      const result = await call("booking", `/v1/my/waiting-list/${how}`, { method: "POST", token });
      if (how === "accept") setBooked(result);
      else view.setData(() => result);
    });
    // What was pressed has gone, or is offered no more.
    if (!done) view.reload();
    else if (how !== "accept") document.querySelector("h1")?.focus();
  };
  if (booked) return html`<${Booked} result=${booked} />`;
  const lost = [view, workshops].find(({ state, data }) => state === "failed" && data === null);
  if (lost?.problem.status === 401) return html`<${Gone} />`;
  if (lost) return html`<${Failure} problem=${lost.problem} retry=${lost.reload} />`;
  const workshop = workshops.data?.find(({ id }) => id === workshopId);
  if (!view.data || !workshops.data) return html`<${Skeleton} rows=${5} />`;
  if (!workshop) return html`<${Gone} />`;
  return html`${problem && html`<${Failure} problem=${problem} />`}
    <${Entry} entry=${view.data} workshop=${workshop} services=${services.data} busy=${busy} answer=${answer} />`;
}

function Gone() {
  return html`<${LinkOver} title=${t.waiting.gone} text=${t.waiting.goneText} />`;
}

function WaitingPage() {
  const [asked, setAsked] = useState(() => new URLSearchParams(location.hash.slice(1)).get("confirm"));
  const token = tokenInFragment(location.hash);
  const follow = (key) => {
    history.replaceState(null, "", `#${key}`);
    setAsked(null);
  };
  if (asked) return html`<${CustomerPage}><main id="main" class="book"><${ConfirmWaiting} token=${asked} onConfirmed=${follow} /></main><//>`;
  return html`<${CustomerPage}>
    <main id="main" class="book">${token ? html`<${Waiting} token=${token} />` : html`<${Gone} />`}</main>
  <//>`;
}

mount(WaitingPage, t.waiting.pageTitle);
