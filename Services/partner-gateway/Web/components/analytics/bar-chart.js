import { html, useState } from "../../vendor/preact/preact.js";
import { numberText } from "../../model/figures.js";
import { ticksOf } from "../../model/metrics.js";
import { isRightToLeft } from "../../model/roving.js";
import { dayText } from "../../model/zone.js";
import { ChartFrame } from "../common/chart-frame.js";

const percent = (share) => `${share * 100}%`;
/** As many days have a name as a desk has room for; a phone shows each second one. */
const names = 9;

/** Which of `count` columns is under the pointer; null beside them. Time runs the way the language is read. */
function columnAt({ clientX, currentTarget }, count) {
  const { left, width } = currentTarget.getBoundingClientRect();
  const across = (clientX - left) / width;
  const index = Math.floor((isRightToLeft() ? 1 - across : across) * count);
  return index >= 0 && index < count ? index : null;
}

function Days({ days }) {
  const apart = Math.max(1, Math.ceil(days.length / names));
  const named = days.map((day, index) => [day, (index + 0.5) / days.length]).filter((_, index) => index % apart === 0);
  return html`<div class="chart-days">${named.map(([day, at]) => html`<span key=${day} style=${{ "--at": percent(at) }}>
    ${dayText(day, { day: "numeric", month: "short" })}</span>`)}</div>`;
}

/** Values over days as columns. The value under the pointer, or else the caption, is told in words above it. */
export function BarChart({ label, days, values, height = 220, caption, columns, pointText }) {
  const [point, setPoint] = useState(null);
  const { top, ticks } = ticksOf(Math.max(0, ...values));
  const text = point !== null && days[point] ? pointText(days[point], values[point]) : caption;
  const rows = days.map((day, index) => [dayText(day, { dateStyle: "medium" }), numberText(values[index])]);
  return html`<${ChartFrame} caption=${text} columns=${columns} rows=${rows}>
    <div class="chart-bars" role="img" aria-label=${`${label}. ${caption}`} style=${{ "--height": `${height}px` }}>
      <div class="chart-plot" onPointerMove=${(event) => setPoint(columnAt(event, days.length))} onPointerLeave=${() => setPoint(null)}>
        ${ticks.map((tick) => html`<span key=${tick} class="chart-line" style=${{ "--at": percent(tick / top) }}>${numberText(tick)}</span>`)}
        ${days.map((day, index) => html`<i key=${day} class=${`chart-bar ${index === point ? "chart-bar-here" : ""}`}
          style=${{ "--share": percent(values[index] / top) }}></i>`)}
      </div>
      <${Days} days=${days} />
    </div>
  <//>`;
}
