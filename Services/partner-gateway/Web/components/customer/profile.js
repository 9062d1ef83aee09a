import { html } from "../../vendor/preact/preact.js";
import { moneyText, numberText } from "../../model/figures.js";
import { tightList } from "../../model/words.js";
import { fullDateText, readerZone, timeText } from "../../model/zone.js";
import { t } from "../../strings/index.js";
import { Status } from "../common/badge.js";
import { Churn } from "./churn.js";

const words = t.customers;

function Figures({ profile }) {
  const last = profile.visits.find(({ status }) => status === "completed");
  return html`<dl class="profile-figures">
    <div><dt>${words.visits}</dt><dd>${profile.visits.filter(({ status }) => status === "completed").length}</dd></div>
    <div><dt>${words.spend}</dt><dd>${profile.spend.map((money) => moneyText(money)).join(", ") || "–"}</dd></div>
    <div><dt>${words.lastVisit}</dt><dd>${last ? fullDateText(last.start, last.workshop?.timeZone ?? readerZone) : "–"}</dd></div>
  </dl>`;
}

function Vehicle({ vehicle }) {
  const facts = [vehicle.year, vehicle.mileageKm && words.km(numberText(vehicle.mileageKm)), vehicle.vin].filter(Boolean);
  return html`<li><b>${vehicle.plate}</b><span>${vehicle.make} ${vehicle.model}</span>
    <span class="soft">${tightList(facts.map(String))}</span></li>`;
}

function Visit({ visit }) {
  const zone = visit.workshop?.timeZone ?? readerZone;
  const work = (visit.services ?? []).map((service) => service.name ?? service);
  const where = tightList([visit.workshop?.name, visit.vehicle?.plate].filter(Boolean));
  return html`<tr>
    <td>${fullDateText(visit.start, zone)}<br /><span class="soft">${timeText(visit.start, zone)}</span></td>
    <td>${tightList(work)}<br /><span class="soft">${where}</span></td>
    <td><${Status} status=${visit.status} /></td>
    <td>${moneyText(visit.price)}</td>
  </tr>`;
}

/** Everything an advisor wants to know while the customer stands at the desk. */
export function Profile({ profile }) {
  return html`<article class="profile" aria-label=${profile.name}>
    <header>
      <h2>${profile.name}</h2>
      <p class="profile-contact"><a href=${`mailto:${profile.email}`}>${profile.email}</a>
        ${profile.phone && html`<a dir="ltr" href=${`tel:${profile.phone}`}>${profile.phone}</a>`}
        ${profile.since && html`<span class="soft">${words.since(fullDateText(profile.since, readerZone))}</span>`}</p>
    </header>
    <${Figures} profile=${profile} />
    <${Churn} churn=${profile.churn} zone=${readerZone} />
    <section><h3>${words.vehicles}</h3>
      ${profile.vehicles.length === 0 && html`<p class="soft">${words.noVehicles}</p>`}
      <ul class="vehicles">
        ${profile.vehicles.map((vehicle) => html`<${Vehicle} key=${vehicle.id} vehicle=${vehicle} />`)}
      </ul></section>
    <section><h3>${words.visits}</h3>
      ${profile.visits.length === 0 && html`<p class="soft">${words.noVisits}</p>`}
      <table class="visits"><tbody>
        ${profile.visits.map((visit) => html`<${Visit} key=${visit.appointmentId ?? visit.id} visit=${visit} />`)}
      </tbody></table></section>
  </article>`;
}
