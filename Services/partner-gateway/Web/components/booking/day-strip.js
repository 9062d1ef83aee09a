import { html } from "../../vendor/preact/preact.js";
import { dayText } from "../../model/zone.js";
import { numberText } from "../../model/figures.js";
import { plural, t } from "../../strings/index.js";
import { Icon } from "../common/icon.js";

function Day({ day, chosen, onChoose }) {
  const count = day.slots.length;
  const words = count === 0 ? t.booking.nothingFree : plural(count, t.booking.free);
  const full = dayText(day.date, { weekday: "long", day: "numeric", month: "long" });
  return html`<button type="button" class="day" aria-pressed=${chosen} aria-label=${`${full}, ${words}`} disabled=${count === 0}
    onClick=${() => onChoose(day.date)}>
    <span class="day-name">${dayText(day.date, { weekday: "short" })}</span>
    <span class="day-number">${dayText(day.date, { day: "numeric" })}</span>
    <span class="day-free">${count === 0 ? "–" : numberText(count)}</span>
  </button>`;
}

/** A week at a glance with the number of free times a day. */
export function DayStrip({ days, chosen, onChoose, onEarlier, onLater }) {
  const month = dayText(days[0].date, { month: "long", year: "numeric" });
  return html`<div class="days" role="group" aria-label=${t.booking.days}>
    <div class="days-head">
      <h3>${month}</h3>
      <button type="button" class="button button-plain button-icon" aria-label=${t.booking.earlier}
        aria-disabled=${!onEarlier} onClick=${onEarlier}><${Icon} name="chevron-left" /></button>
      <button type="button" class="button button-plain button-icon" aria-label=${t.booking.later} onClick=${onLater}>
        <${Icon} name="chevron-right" /></button>
    </div>
    <div class="days-row">
      ${days.map((day) => html`<${Day} key=${day.date} day=${day} chosen=${day.date === chosen} onChoose=${onChoose} />`)}
    </div>
  </div>`;
}
