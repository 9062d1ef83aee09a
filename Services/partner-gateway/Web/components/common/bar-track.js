import { html } from "../../vendor/preact/preact.js";
import { axis, barOn } from "../../model/bar.js";
import { timeText } from "../../model/zone.js";
import { Notches, barText } from "./bar.js";

const half = 30 * 60_000;

/** The axis shows the appointment with half an hour around it, and now when that is near. */
function axisAround(appointment, now) {
  const start = new Date(appointment.start).getTime();
  const end = new Date(appointment.end).getTime();
  const near = now > start - 6 * half && now < end + 6 * half;
  return axis(Math.min(start, near ? now : start) - half, Math.max(end, near ? now : end) + half);
}

/** One appointment on its own axis: the customer's view of the bar. */
export function BarTrack({ appointment, now }) {
  const zone = appointment.workshop.timeZone;
  const line = axisAround(appointment, now);
  const bar = barOn(line, appointment, now);
  const place = (left, width) => ({ "--left": `${left * 100}%`, "--width": `${width * 100}%` });
  const here = line.at(now);
  return html`<div class="bar-track" role="img" aria-label=${barText(appointment, bar.late)}>
    <div class="bar-axis"></div>
    <div class=${`bar bar-${appointment.status}`} style=${place(bar.left, bar.width)}>
      <${Notches} services=${appointment.services} /></div>
    ${bar.tail > 0 && html`<div class="bar-tail" style=${place(bar.left + bar.width, bar.tail)}></div>`}
    ${here > 0 && here < 1 && html`<div class="bar-now" style=${place(here, 0)}></div>`}
    <span class="bar-tick" style=${place(bar.left, 0)}>${timeText(appointment.start, zone)}</span>
    <span class="bar-tick" style=${place(bar.left + bar.width, 0)}>${timeText(appointment.end, zone)}</span>
  </div>`;
}
