import { html, useLayoutEffect, useRef, useState } from "../../vendor/preact/preact.js";
import { addMonths, dayAfter, weeksOf, within } from "../../model/month.js";
import { isRightToLeft } from "../../model/roving.js";
import { dayText } from "../../model/zone.js";
import { t } from "../../strings/index.js";
import { Button } from "./button.js";

const full = { weekday: "long", day: "numeric", month: "long", year: "numeric" };

function Day({ day, at, value, today, min, max, onChoose }) {
  if (day === null) return html`<td></td>`;
  const off = (min && day < min) || (max && day > max);
  return html`<td role="gridcell" aria-selected=${day === value}>
    <button type="button" class="date" data-day=${day} tabindex=${day === at ? 0 : -1} aria-label=${dayText(day, full)}
      aria-current=${day === today ? "date" : undefined} aria-disabled=${off || undefined}
      onClick=${() => off || onChoose(day)}>${dayText(day, { day: "numeric" })}</button></td>`;
}

/** One month as a grid with a single stop of the Tab key: arrows move by day and week, Page keys by month, with Shift by year. */
export function CalendarGrid({ value, today, min, max, onChoose }) {
  const [at, setAt] = useState(within(value || today, min, max));
  const grid = useRef();
  const moved = useRef(true);
  const go = (day) => ((moved.current = true), setAt(within(day, min, max)));
  // Before it is seen: a key pressed at once belongs to the day, not to the page.
  useLayoutEffect(() => {
    if (moved.current) grid.current.querySelector(`[data-day="${at}"]`)?.focus();
    moved.current = false;
  }, [at]);
  const onKeyDown = (event) => {
    const next = dayAfter(event, at, { rightToLeft: isRightToLeft() });
    if (next === null) return;
    event.preventDefault();
    go(next);
  };
  const weeks = weeksOf(at);
  const whole = weeks.find((week) => week.every(Boolean));
  const turn = (count) => setAt(within(addMonths(at, count), min, max));
  const shared = { at, value, today, min, max, onChoose };
  return html`<div class="calendar">
    <div class="calendar-head">
      <h2 id="calendar-month" aria-live="polite">${dayText(at, { month: "long", year: "numeric" })}</h2>
      <${Button} kind="plain" icon="chevron-left" name=${t.dates.previous} onClick=${() => turn(-1)} />
      <${Button} kind="plain" icon="chevron-right" name=${t.dates.next} onClick=${() => turn(1)} />
    </div>
    <table role="grid" aria-labelledby="calendar-month" ref=${grid} onKeyDown=${onKeyDown}>
      <thead><tr>${whole.map((day) => html`<th key=${day} scope="col" abbr=${dayText(day, { weekday: "long" })}>
        ${dayText(day, { weekday: "short" })}</th>`)}</tr></thead>
      <tbody>${weeks.map((week, index) => html`<tr key=${index}>
        ${week.map((day, place) => html`<${Day} key=${day ?? place} day=${day} ...${shared} />`)}</tr>`)}</tbody>
    </table>
    <p class="field-hint">${t.dates.keys}</p>
  </div>`;
}
