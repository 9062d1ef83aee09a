import { html } from "../../vendor/preact/preact.js";
import { minutesLate, open } from "../../model/bar.js";
import { tightList } from "../../model/words.js";
import { dayOf, dayText, durationText, timeText } from "../../model/zone.js";
import { numberText } from "../../model/figures.js";
import { t } from "../../strings/index.js";
import { Status } from "../common/badge.js";

function Row({ appointment, now, selected, onSelect }) {
  const zone = appointment.workshop.timeZone;
  const late = minutesLate(appointment, now);
  return html`<li>
    <button type="button" class="agenda-row" aria-pressed=${selected === appointment.id} data-id=${appointment.id}
      onClick=${() => onSelect(appointment.id)}>
      <span class="agenda-time">${timeText(appointment.start, zone)}<span>${timeText(appointment.end, zone)}</span></span>
      <span class="agenda-what">
        <b>${appointment.vehicle.plate}</b>
        <span>${tightList(appointment.services.map(({ name }) => name))}</span>
        <span>${appointment.technician.name}, ${appointment.bay.name}</span>
      </span>
      <span class="agenda-state">
        <${Status} status=${appointment.status} />
        ${late > 4 && html`<span class="late">${t.late(durationText(late))}</span>`}
      </span>
    </button>
  </li>`;
}

/** A week's list says of each day which it is. */
function DayHead({ day }) {
  return html`<h2 class="agenda-day">${dayText(day, { weekday: "long", day: "numeric", month: "long" })}</h2>`;
}

/** Appointments in order of time: what is open, on today with a line where now is, and below what is over, folded away. */
function Day({ board, day, appointments, now, selected, onSelect }) {
  const row = (appointment) => html`<${Row} key=${appointment.id} ...${{ appointment, now, selected, onSelect }} />`;
  const ahead = appointments.filter(({ status }) => open.has(status));
  const over = appointments.filter(({ status }) => !open.has(status));
  const zone = board.workshop.timeZone;
  const isToday = dayOf(now, zone) === day;
  const begun = ahead.filter(({ start }) => new Date(start).getTime() <= now).length;
  return html`<ol class="agenda" aria-label=${t.board.list}>
      ${ahead.slice(0, begun).map(row)}
      ${isToday && html`<li class="agenda-now" key="now">${t.board.now} ${timeText(now, zone)}</li>`}
      ${ahead.slice(begun).map(row)}
    </ol>
    ${over.length > 0 && html`<details class="agenda-over">
      <summary>${t.board.over(numberText(over.length))}</summary>
      <ol class="agenda">${over.map(row)}</ol>
    </details>`}`;
}

/** The day, or the days of a week, on a phone. */
export function Agenda({ board, ...shared }) {
  const zone = board.workshop.timeZone;
  const of = (day) => board.appointments.filter(({ start }) => dayOf(start, zone) === day);
  return board.days.map((day) => html`<section key=${day}>
    ${board.days.length > 1 && html`<${DayHead} day=${day} />`}
    <${Day} board=${board} day=${day} appointments=${of(day)} ...${shared} /></section>`);
}
