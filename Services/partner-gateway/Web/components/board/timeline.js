import { html, useRef } from "../../vendor/preact/preact.js";
import { useWidth } from "../../hooks/width.js";
import { axis } from "../../model/bar.js";
import { hoursOf } from "../../model/board.js";
import { timeText } from "../../model/zone.js";
import { t } from "../../strings/index.js";
import { Lane } from "./lane.js";

const percent = (fraction) => `${fraction * 100}%`;

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
