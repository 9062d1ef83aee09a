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

/** Whether it is the time the reader has already (`present`, when there is one). */
export const isPresent = ({ start }, present) => present !== undefined && new Date(start).getTime() === new Date(present).getTime();

function Slot({ slot, zone, present, onChoose }) {
  const time = timeText(slot.start, zone);
  if (isPresent(slot, present)) return html`<p class="slot slot-present">${time} <span>${t.booking.present}</span></p>`;
  return html`<button type="button" class="slot" onClick=${() => onChoose(slot)}>${time}</button>`;
}

/** All free times of a day, by part of the day; the one the reader has is told, not offered. */
export function SlotList({ slots, zone, present, onChoose }) {
  if (slots.length === 0) return html`<p class="slots-none">${t.booking.noSlots}</p>`;
  return grouped(slots, ({ start }) => partOf(start, zone)).map(([part, items]) => html`<section key=${part} class="slots">
    <h3>${t.booking.parts[part]}</h3>
    <div class="slots-grid">
      ${items.map((slot) => html`<${Slot} key=${slot.start} slot=${slot} zone=${zone} present=${present} onChoose=${onChoose} />`)}
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
