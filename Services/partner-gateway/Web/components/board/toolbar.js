import { html } from "../../vendor/preact/preact.js";
import { countByStatus } from "../../model/board.js";
import { addDays, dayOf, dayText, foreignZoneName } from "../../model/zone.js";
import { numberText } from "../../model/figures.js";
import { t } from "../../strings/index.js";
import { DatePicker } from "../common/date-picker.js";
import { Icon } from "../common/icon.js";

const shown = ["booked", "checked_in", "started", "completed", "no_show"];

/** How the day stands, in five figures. */
function Counts({ appointments }) {
  const counts = countByStatus(appointments);
  return html`<ul class="counts">
    ${shown.map((status) => html`<li key=${status} class=${`count count-${status}`}>
      <b>${numberText(counts[status] ?? 0)}</b> ${t.status[status]}</li>`)}
  </ul>`;
}

function Connection({ state }) {
  return html`<span class=${`live live-${state}`} role="status">${t.board.connection[state]}</span>`;
}

function DayStepper({ date, zone, onDate }) {
  const today = dayOf(Date.now(), zone);
  return html`<div class="day-stepper" role="group" aria-label=${t.board.day}>
    <button type="button" class="button button-icon" aria-label=${t.board.previous} onClick=${() => onDate(addDays(date, -1))}>
      <${Icon} name="chevron-left" /></button>
    <${DatePicker} id="day" label=${t.board.day} value=${date} today=${today} onChange=${(day) => day && onDate(day)} />
    <button type="button" class="button button-icon" aria-label=${t.board.next} onClick=${() => onDate(addDays(date, 1))}>
      <${Icon} name="chevron-right" /></button>
    ${date !== today && html`<button type="button" class="button" onClick=${() => onDate(today)}>
      ${t.board.today}</button>`}
  </div>`;
}

/** The board's title row: day, workshop, counts, connection. */
export function Toolbar({ workshops, workshop, date, board, connection, onWorkshop, onDate, onKeys }) {
  const zoneName = foreignZoneName(Date.now(), workshop.timeZone);
  return html`<div class="page-head board-head">
    <div class="board-title">
      <h1 id="board-day" tabindex="-1">${dayText(date, { weekday: "long", day: "numeric", month: "long" })}</h1>
      ${zoneName && html`<span class="zone">${t.zone(zoneName)}</span>`}
    </div>
    <label class="board-workshop"><span class="visually-hidden">${t.board.workshop}</span>
      <select class="input" value=${workshop.id} onChange=${(event) => onWorkshop(event.target.value)}>
        ${workshops.map(({ id, name }) => html`<option key=${id} value=${id}>${name}</option>`)}
      </select></label>
    <${DayStepper} date=${date} zone=${workshop.timeZone} onDate=${onDate} />
    <div class="board-state"><${Connection} state=${connection} />
      <button type="button" class="button button-plain keys-button" onClick=${onKeys}>
        <${Icon} name="keyboard" />${t.board.keys.open}</button></div>
    ${board && html`<${Counts} appointments=${board.appointments} />`}
  </div>`;
}
