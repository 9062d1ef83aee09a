import { html } from "../../vendor/preact/preact.js";
import { dateText, hourOf, timeText } from "../../model/zone.js";
import { grouped } from "../../model/booking.js";
import { wordFor } from "../../model/words.js";
import { t } from "../../strings/index.js";
import { Icon } from "../common/icon.js";

const partOf = (start, zone) => {
  const hour = hourOf(start, zone);
  return hour < 12 ? "morning" : hour < 17 ? "afternoon" : "evening";
};

const reasonText = (reason) => wordFor(t.booking.reasons, reason);

/** All free times of a day, by part of the day. */
export function SlotList({ slots, zone, onChoose }) {
  if (slots.length === 0) return html`<p class="slots-none">${t.booking.noSlots}</p>`;
  return grouped(slots, ({ start }) => partOf(start, zone)).map(([part, items]) => html`<section key=${part} class="slots">
    <h3>${t.booking.parts[part]}</h3>
    <div class="slots-grid">
      ${items.map((slot) => html`<button key=${slot.start} type="button" class="slot" onClick=${() => onChoose(slot)}>
        ${timeText(slot.start, zone)}</button>`)}
    </div>
  </section>`);
}

/** A few times in a row with their day: the best ones with the reason, or what is left when one was taken. */
export function SlotRows({ slots, zone, onChoose }) {
  return html`<ul class="picks">
    ${slots.map((slot) => html`<li key=${slot.start}><button type="button" class="pick" onClick=${() => onChoose(slot)}>
      <span class="pick-time">${timeText(slot.start, zone)}</span>
      <span class="pick-day">${dateText(slot.start, zone)}</span>
      ${slot.reason && html`<span class="pick-reason">${reasonText(slot.reason)}</span>`}
      <${Icon} name="chevron-right" />
    </button></li>`)}
  </ul>`;
}
