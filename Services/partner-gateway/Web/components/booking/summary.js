import { html } from "../../vendor/preact/preact.js";
import { sumOf } from "../../model/booking.js";
import { moneyText } from "../../model/figures.js";
import { durationText, foreignZoneName, longDateText, timeText } from "../../model/zone.js";
import { t } from "../../strings/index.js";

/** Day and time at the workshop, the largest thing in sight. */
export function When({ slot, zone }) {
  const name = foreignZoneName(slot.start, zone);
  return html`<p class="summary-when">
    <span class="summary-time">${timeText(slot.start, zone)}</span>
    <span>${longDateText(slot.start, zone)}, ${t.booking.until(timeText(slot.end, zone))}</span>
    ${name && html`<span class="zone">${t.zone(name)}</span>`}
  </p>`;
}

/** How long it takes: at a chosen time as long as it is planned, with that car and technician; before that about as long as the work. */
function durationOf(slot, minutes) {
  return slot ? durationText((new Date(slot.end) - new Date(slot.start)) / 60_000) : t.booking.about(durationText(minutes));
}

/** What is being ordered, always in sight: beside the steps on a wide screen, in the last step on a phone. */
export function Summary({ state, workshop, services }) {
  const chosen = services.filter(({ id }) => state.serviceIds.includes(id));
  const sum = sumOf(chosen);
  return html`<section class="summary" aria-label=${t.booking.summary}>
    <h2>${t.booking.summary}</h2>
    ${state.slot && html`<${When} slot=${state.slot} zone=${workshop.timeZone} />`}
    <p><b>${workshop.name}</b><br />${workshop.address}</p>
    ${chosen.length > 0 && html`<ul class="summary-lines">
      ${chosen.map(({ id, name, price }) => html`<li key=${id}><span>${name}</span><span>${moneyText(price)}</span></li>`)}
      <li class="summary-total"><span>${t.booking.total} <span class="summary-minutes">${durationOf(state.slot, sum.minutes)}</span></span>
        <span>${moneyText(sum.price)}</span></li>
    </ul>`}
    ${chosen.length > 0 && html`<p class="summary-note">${t.booking.priceNote}</p>`}
  </section>`;
}
