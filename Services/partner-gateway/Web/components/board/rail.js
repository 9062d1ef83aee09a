import { html } from "../../vendor/preact/preact.js";
import { attention } from "../../model/board.js";
import { minutesLate } from "../../model/bar.js";
import { tightList } from "../../model/words.js";
import { durationText, relativeText, timeText } from "../../model/zone.js";
import { numberText } from "../../model/figures.js";
import { t } from "../../strings/index.js";
import { Requests } from "./requests.js";

function Entry({ appointment, now, kind, onSelect }) {
  const zone = appointment.workshop.timeZone;
  const late = minutesLate(appointment, now);
  const soon = () => (kind === "arrivals" ? relativeText(appointment.start, now) : timeText(appointment.start, zone));
  const age = late > 0 ? t.late(durationText(late)) : soon();
  return html`<li><button type="button" class="rail-entry" onClick=${() => onSelect(appointment.id)}>
    <b>${appointment.vehicle.plate}</b>
    <span class=${late > 0 ? "late" : "rail-age"}>${age}</span>
    <span class="rail-work">${tightList(appointment.services.map(({ name }) => name))}</span>
  </button></li>`;
}

const shownOf = { arrivals: 5 };

/** How long it is since the first of them was due; for those to come, how soon the next one is. */
function ageOf(list, kind, now) {
  const due = list.map(({ start, end }) => new Date(kind === "overdue" ? end : start).getTime());
  const first = Math.min(...due);
  return kind === "arrivals" ? relativeText(first, now) : durationText(Math.max(0, now - first) / 60_000);
}

/** What needs an advisor, with counts and ages: requests, then late first, who is waiting, and who comes next. */
export function Rail({ board, now, requests, onSelect }) {
  const lists = attention(board, now);
  const order = ["missing", "overdue", "waiting", "arrivals"].filter((kind) => lists[kind].length > 0);
  if (!requests.known) return null;
  if (order.length === 0 && !requests.open) return html`<p class="rail-calm">${t.board.rail.calm}</p>`;
  const rest = order.map((kind) => html`<section key=${kind} class=${`rail-list rail-${kind}`}>
    <h2>${t.board.rail[kind]} <span class="rail-age">${ageOf(lists[kind], kind, now)}</span> <span>${numberText(lists[kind].length)}</span></h2>
    <ul>${lists[kind].slice(0, shownOf[kind] ?? 8).map((appointment) => html`<${Entry} key=${appointment.id}
      appointment=${appointment} now=${now} kind=${kind} onSelect=${onSelect} />`)}</ul>
  </section>`);
  return html`<${Requests} requests=${requests} now=${now} />${rest}`;
}
