import { html, useRef } from "../../vendor/preact/preact.js";
import { useWidth } from "../../hooks/width.js";
import { barsOf, holdsOf } from "../../model/lanes.js";
import { dayText, timeText } from "../../model/zone.js";
import { t } from "../../strings/index.js";
import { LaneBar, percent, place } from "./lane-bar.js";

/** Where a shift is not: drawn as hatching, so free time and absence never look alike. */
function Absence({ shift, line }) {
  const edges = shift.flatMap(({ start, end }) => [line.at(start), line.at(end)]);
  const gaps = [0, ...edges, 1];
  return Array.from({ length: gaps.length / 2 }, (_, index) => [gaps[index * 2], gaps[index * 2 + 1]])
    .filter(([from, to]) => to - from > 0.001)
    .map(([from, to]) => html`<i key=${from} class="lane-off" style=${place(from, to - from)}></i>`);
}

/** Somebody is about to book this time, and nobody else can have it meanwhile. */
const Hold = ({ hold, line }) => html`<div class="lane-hold" role="img" aria-label=${t.board.hold} title=${t.board.hold}
  style=${place(line.at(hold.start), line.at(hold.end) - line.at(hold.start))}></div>`;

/** One technician or bay with the day's bars. */
function Lane({ board, row, line, now, pixels, selected, move, OnTheWay, onSelect, onGrab }) {
  const { kind, id, name, shift } = row;
  return html`<div class="lane" role="group" aria-label=${name} data-row=${`${kind} ${id}`}>
    <div class="lane-name">${name}</div>
    <div class="lane-track">
      ${kind === "technician" && html`<${Absence} shift=${shift ?? []} line=${line} />`}
      ${holdsOf(board, kind, id, now).map((hold) => html`<${Hold} key=${hold.id} hold=${hold} line=${line} />`)}
      ${barsOf(board, kind, id).map((bar) => html`<${LaneBar} key=${`${bar.appointment.id} ${bar.part}`} ...${{ board, bar, line, now, pixels }}
        selected=${selected === bar.appointment.id} moving=${move?.appointment.id === bar.appointment.id}
        onSelect=${onSelect} onGrab=${(event) => onGrab(event, bar.appointment, kind, pixels)} />`)}
      ${move && html`<${OnTheWay} move=${move} line=${line} kind=${kind} id=${id} zone=${board.workshop.timeZone} />`}
    </div>
  </div>`;
}

const crowded = 40;

function Hours({ ticks, line, zone, here, now, pixels }) {
  const apart = (tick) => here === null || Math.abs(line.at(tick) - here) * pixels > crowded;
  return html`${ticks.filter(apart).map((tick) => html`<span key=${tick} class="axis-tick" style=${{ "--left": percent(line.at(tick)) }}>
      ${timeText(tick, zone)}</span>`)}
    ${here !== null && html`<span class="axis-now" style=${{ "--left": percent(here) }}>${timeText(now, zone)}</span>`}`;
}

/** The days of a week, each leading to itself. */
function Days({ days, line, onDay }) {
  return days.map(({ day, from, to }) => html`<button key=${day} type="button" class="axis-day link"
    style=${place(line.at(from + 1), line.at(to) - line.at(from + 1))} aria-label=${t.board.openDay(dayText(day, { dateStyle: "full" }))}
    onClick=${() => onDay(day)}>${dayText(day, { weekday: "short", day: "numeric" })}</button>`);
}

/** Hour lines and the now-line run behind and over all rows, so they are drawn once. */
function Grid({ ticks, days, line, here }) {
  const edges = days.slice(1).map(({ from }) => from + 1);
  return html`<div class="grid-lines" aria-hidden="true">
    ${ticks.map((tick) => html`<i key=${tick} style=${{ "--left": percent(line.at(tick)) }}></i>`)}
    ${edges.map((edge) => html`<i key=${edge} class="grid-day" style=${{ "--left": percent(line.at(edge)) }}></i>`)}
    ${here !== null && html`<i class="grid-now" style=${{ "--left": percent(here) }}></i>`}
  </div>`;
}

/**
 * Technicians and bays as rows, time across. The same appointment is a bar in two rows. `shape` is {line, ticks, days} of model/board.js.
 * While a finger carries a bar, the page stays where it is: browsers ask for that from the first touch on.
 */
export function Timeline({ board, shape, rows, now, selected, move, OnTheWay, onSelect, onGrab, onNear, onDay }) {
  const zone = board.workshop.timeZone;
  const { line, ticks, days } = shape;
  const track = useRef();
  const pixels = useWidth(track);
  const here = line.shows(now) ? line.at(now) : null;
  const isWeek = days.length > 0;
  const lanes = (kind, title) => {
    const shown = rows.filter((row) => row.kind === kind);
    return shown.length > 0 && html`<h2 class="lane-head">${title}</h2>
      ${shown.map((row) => html`<${Lane} key=${`${kind} ${row.id}`} 
        ...${{ board, row, line, now, pixels, selected, move, OnTheWay, onSelect, onGrab }} />`)}`;
  };
  return html`<div class=${`timeline ${isWeek ? "timeline-week" : ""} ${move ? "timeline-moving" : ""}`}
    onPointerOver=${onNear} onFocusIn=${onNear} onTouchMove=${(event) => move && event.cancelable && event.preventDefault()}>
    <div class="axis" aria-hidden=${isWeek ? undefined : "true"}>
      <div class="lane-name"></div>
      <div class="axis-track">${isWeek
        ? html`<${Days} days=${days} line=${line} onDay=${onDay} />`
        : html`<${Hours} ...${{ ticks, line, zone, here, now, pixels }} />`}</div>
    </div>
    <div class="timeline-body">
      <div class="lane-measure" aria-hidden="true"><div class="lane-name"></div><div class="lane-track" ref=${track}></div></div>
      <${Grid} ticks=${ticks} days=${days} line=${line} here=${here} />
      ${lanes("technician", t.board.technicians)}
      ${lanes("bay", t.board.bays)}
    </div>
  </div>`;
}
