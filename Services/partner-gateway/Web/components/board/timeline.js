import { html, useRef } from "../../vendor/preact/preact.js";
import { useWidth } from "../../hooks/width.js";
import { axis, barOn } from "../../model/bar.js";
import { hoursOf } from "../../model/board.js";
import { textWidth } from "../../model/measure.js";
import { tightList } from "../../model/words.js";
import { timeText } from "../../model/zone.js";
import { t } from "../../strings/index.js";
import { Notches, barText } from "../common/bar.js";

const percent = (fraction) => `${fraction * 100}%`;
const place = (left, width) => ({ "--left": percent(left), "--width": percent(width) });

/** What the ends of a bar take from its label; the chequered one takes more. */
const ends = (status) => (status === "completed" ? 20 : 12);

/** As much of the label as the bar has room for, in whole words: nothing is cut. */
function labelFor(appointment, pixels) {
  const { plate } = appointment.vehicle;
  const work = tightList(appointment.services.map(({ name }) => name));
  const plateWidth = textWidth(plate, "600 12px");
  const room = pixels - ends(appointment.status);
  if (plateWidth + textWidth(work, "400 12px") + 6 < room) return html`<b>${plate}</b> ${work}`;
  if (plateWidth < room) return html`<b>${plate}</b>`;
  return textWidth(plate, "600 10px") < room ? html`<b class="bar-small">${plate}</b>` : null;
}

function Bar({ appointment, line, now, pixels, selected, moving, onSelect, onGrab }) {
  const bar = barOn(line, appointment, now);
  const text = barText(appointment, bar.late);
  const classes = ["lane-bar", "bar", `bar-${appointment.status}`, moving && "bar-moving"].filter(Boolean).join(" ");
  return html`
    ${bar.tail > 0 && html`<div class="lane-tail bar-tail" style=${place(bar.left + bar.width, bar.tail)}></div>`}
    <button type="button" class=${classes} style=${place(bar.left, bar.width)} aria-label=${text} title=${text}
      aria-pressed=${selected} data-id=${appointment.id} onClick=${() => onSelect(appointment.id)}
      onPointerDown=${(event) => onGrab?.(event, appointment)}>
      <${Notches} services=${appointment.services} />
      ${bar.here !== null && html`<i class="bar-here" style=${{ "--at": percent(bar.here) }}></i>`}
      <span class="bar-label">${labelFor(appointment, bar.width * pixels)}</span>
    </button>`;
}

/** Where a shift is not: drawn as hatching, so free time and absence never look alike. */
function Absence({ shift, line }) {
  const edges = shift.flatMap(({ start, end }) => [line.at(start), line.at(end)]);
  const gaps = [0, ...edges, 1];
  return Array.from({ length: gaps.length / 2 }, (_, index) => [gaps[index * 2], gaps[index * 2 + 1]])
    .filter(([from, to]) => to - from > 0.001)
    .map(([from, to]) => html`<i key=${from} class="lane-off" style=${place(from, to - from)}></i>`);
}

/** The bar where it would go, with what the workshop says about that time. */
function Ghost({ move, line, zone }) {
  const length = new Date(move.appointment.end) - new Date(move.appointment.start);
  const left = line.at(move.start);
  const classes = `lane-ghost ${move.isFree ? "lane-ghost-free" : ""}`;
  return html`<div class=${classes} style=${place(left, length / (line.to - line.from))}>
    <span>${timeText(move.start, zone)}</span></div>`;
}

/** One technician or bay with the day's bars. */
function Lane({ name, shift, appointments, line, now, pixels, selected, move, zone, onSelect, onGrab }) {
  const quarter = 15 / line.minutes;
  const mine = move && appointments.some(({ id }) => id === move.appointment.id);
  return html`<div class="lane" role="group" aria-label=${name}>
    <div class="lane-name">${name}</div>
    <div class="lane-track">
      ${shift && html`<${Absence} shift=${shift} line=${line} />`}
      ${mine && move.free?.map((at) => html`<i key=${at} class="lane-free" style=${place(line.at(at), quarter)}></i>`)}
      ${appointments.map((appointment) => html`<${Bar} key=${appointment.id} appointment=${appointment} line=${line} now=${now}
        pixels=${pixels} selected=${selected === appointment.id} moving=${move?.appointment.id === appointment.id}
        onSelect=${onSelect} onGrab=${onGrab} />`)}
      ${mine && html`<${Ghost} move=${move} line=${line} zone=${zone} />`}
    </div>
  </div>`;
}

const crowded = 40;

function Axis({ ticks, line, zone, here, now, pixels }) {
  const apart = (tick) => here === null || Math.abs(line.at(tick) - here) * pixels > crowded;
  return html`<div class="axis" aria-hidden="true">
    <div class="lane-name"></div>
    <div class="axis-track">
      ${ticks.filter(apart).map((tick) => html`<span key=${tick} class="axis-tick" style=${{ "--left": percent(line.at(tick)) }}>
        ${timeText(tick, zone)}</span>`)}
      ${here !== null && html`<span class="axis-now" style=${{ "--left": percent(here) }}>${timeText(now, zone)}</span>`}
    </div>
  </div>`;
}

/** Hour lines and the now-line run behind and over all rows, so they are drawn once. */
function Grid({ ticks, line, here }) {
  return html`<div class="grid-lines" aria-hidden="true">
    ${ticks.map((tick) => html`<i key=${tick} style=${{ "--left": percent(line.at(tick)) }}></i>`)}
    ${here !== null && html`<i class="grid-now" style=${{ "--left": percent(here) }}></i>`}
  </div>`;
}

/** Technicians and bays as rows, time across. The same appointment is a bar in two rows. */
export function Timeline({ board, now, selected, move, onSelect, onGrab }) {
  const zone = board.workshop.timeZone;
  const { from, to, ticks } = hoursOf(board);
  const line = axis(from, to);
  const track = useRef();
  const pixels = useWidth(track);
  const at = line.at(now);
  const here = at >= 0 && at <= 1 ? at : null;
  const shared = { line, now, pixels, selected, move, zone, onSelect };
  const grab = onGrab && ((event, appointment) => onGrab(event, appointment, line, pixels));
  const of = (kind, id) => board.appointments.filter((appointment) => appointment[kind]?.id === id);
  return html`<div class="timeline">
    <${Axis} ticks=${ticks} line=${line} zone=${zone} here=${here} now=${now} pixels=${pixels} />
    <div class="timeline-body">
      <div class="lane-measure" aria-hidden="true"><div class="lane-name"></div><div class="lane-track" ref=${track}></div></div>
      <${Grid} ticks=${ticks} line=${line} here=${here} />
      <h2 class="lane-head">${t.board.technicians}</h2>
      ${board.technicians.map(({ id, name, shift }) => html`<${Lane} key=${id} name=${name} shift=${shift ?? []}
        appointments=${of("technician", id)} onGrab=${grab} ...${shared} />`)}
      <h2 class="lane-head">${t.board.bays}</h2>
      ${board.bays.map(({ id, name }) => html`<${Lane} key=${id} name=${name}
        appointments=${of("bay", id)} onGrab=${grab} ...${shared} />`)}
    </div>
  </div>`;
}
