import { html } from "../../vendor/preact/preact.js";
import { countByStatus, daysShown } from "../../model/board.js";
import { addDays, dayOf, dayText, foreignZoneName } from "../../model/zone.js";
import { numberText } from "../../model/figures.js";
import { t } from "../../strings/index.js";
import { DatePicker } from "../common/date-picker.js";
import { Icon } from "../common/icon.js";

const shown = ["booked", "checked_in", "started", "completed", "no_show"];

/** How the day stands, in five figures. They have their room before they are known, so that nothing moves. */
function Counts({ appointments }) {
  const counts = countByStatus(appointments ?? []);
  return html`<ul class=${`counts ${appointments ? "" : "counts-unknown"}`}>
    ${shown.map((status) => html`<li key=${status} class=${`count count-${status}`}>
      <b>${numberText(counts[status] ?? 0)}</b> ${t.status[status]}</li>`)}
  </ul>`;
}

function Connection({ state }) {
  return html`<span class=${`live live-${state}`} role="status">${t.board.connection[state]}</span>`;
}

function DayStepper({ date, view, zone, onDate }) {
  const today = dayOf(Date.now(), zone);
  const by = view === "week" ? 7 : 1;
  const name = view === "week" ? t.board.weeks : t.board;
  return html`<div class="day-stepper" role="group" aria-label=${t.board.day}>
    <button type="button" class="button button-icon" aria-label=${name.previous} onClick=${() => onDate(addDays(date, -by))}>
      <${Icon} name="chevron-left" /></button>
    <${DatePicker} id="day" label=${t.board.day} value=${date} today=${today} onChange=${(day) => day && onDate(day)} />
    <button type="button" class="button button-icon" aria-label=${name.next} onClick=${() => onDate(addDays(date, by))}>
      <${Icon} name="chevron-right" /></button>
    ${date !== today && html`<button type="button" class="button" onClick=${() => onDate(today)}>
      ${t.board.today}</button>`}
  </div>`;
}

/** One of a few ways to look at the board, as buttons that stay pressed. */
function Choice({ label, names, value, onChange, class: extra = "" }) {
  return html`<div class=${`segments ${extra}`} role="group" aria-label=${label}>
    ${Object.entries(names).map(([key, name]) => html`<button key=${key} type="button" class="button" aria-pressed=${key === value}
      onClick=${() => onChange(key)}>${name}</button>`)}</div>`;
}

/** The day's name, or of a week its first and last. */
function titleOf(date, view) {
  if (view !== "week") return dayText(date, { weekday: "long", day: "numeric", month: "long" });
  const days = daysShown(date, view);
  const short = (day) => dayText(day, { day: "numeric", month: "short" });
  return t.board.weeks.title(short(days[0]), short(days[6]));
}

/** The board's title row: day or week, workshop, counts, connection; and what can be done to the whole of it. */
export function Toolbar({ workshops, workshop, look, board, connection, onWorkshop, onDate, onLook, onOpen }) {
  const { date, view, rows } = look;
  const zoneName = foreignZoneName(Date.now(), workshop.timeZone);
  return html`<div class="page-head board-head">
    <div class="board-title">
      <h1 id="board-day" tabindex="-1">${titleOf(date, view)}</h1>
      ${zoneName && html`<span class="zone">${t.zone(zoneName)}</span>`}
    </div>
    <label class="board-workshop"><span class="visually-hidden">${t.board.workshop}</span>
      <select class="input" value=${workshop.id} onChange=${(event) => onWorkshop(event.target.value)}>
        ${workshops.map(({ id, name }) => html`<option key=${id} value=${id}>${name}</option>`)}
      </select></label>
    <${DayStepper} date=${date} view=${view} zone=${workshop.timeZone} onDate=${onDate} />
    <${Choice} label=${t.board.view} names=${t.board.views} value=${view} onChange=${(next) => onLook({ view: next })} />
    <${Choice} label=${t.board.rows} names=${t.board.rowsBy} value=${rows} onChange=${(next) => onLook({ rows: next })}
      class="rows-choice" />
    <div class="board-state"><${Connection} state=${connection} />
      <button type="button" class="button button-plain keys-button" aria-label=${t.board.keys.open}
        title=${t.board.keys.open} onClick=${() => onOpen("keys")}>
        <${Icon} name="keyboard" /></button></div>
    <${Counts} appointments=${board?.appointments} />
    <div class="board-tools">
      <button type="button" class="button" onClick=${() => onOpen("replan")}><${Icon} name="refresh-cw" />${t.board.replan}</button>
      <button type="button" class="button" onClick=${() => onOpen("place")}><${Icon} name="plus" />${t.board.place}</button></div>
  </div>`;
}
