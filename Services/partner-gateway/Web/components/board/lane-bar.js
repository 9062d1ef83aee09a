import { html } from "../../vendor/preact/preact.js";
import { barOn } from "../../model/bar.js";
import { percentText } from "../../model/figures.js";
import { riskOf } from "../../model/lanes.js";
import { textWidth } from "../../model/measure.js";
import { tightList } from "../../model/words.js";
import { t } from "../../strings/index.js";
import { Notches, barText } from "../common/bar.js";

export const percent = (fraction) => `${fraction * 100}%`;
export const place = (left, width) => ({ "--left": percent(left), "--width": percent(width) });

/** What the ends of a bar take from its label; the chequered one takes more. */
const ends = (status) => (status === "completed" ? 20 : 12);

/** As much of the label as the bar has room for, in whole words: nothing is cut. */
function labelFor(appointment, what, pixels) {
  const { plate } = appointment.vehicle;
  const plateWidth = textWidth(plate, "600 12px");
  const room = pixels - ends(appointment.status);
  if (plateWidth + textWidth(what, "400 12px") + 6 < room) return html`<b>${plate}</b> ${what}`;
  if (plateWidth < room) return html`<b>${plate}</b>`;
  return textWidth(plate, "600 10px") < room ? html`<b class="bar-small">${plate}</b>` : null;
}

/** An appointment, or one step of it, in the row of who does it or where it is done. `bar` is of model/lanes.js. */
export function LaneBar({ board, bar, line, now, pixels, selected, moving, onSelect, onGrab }) {
  const { appointment, start, end, part, parts } = bar;
  const whole = parts === 1;
  const shape = barOn(line, whole ? appointment : { ...appointment, start, end, services: [] }, now);
  const last = part === parts;
  const late = last ? shape.late : 0;
  const risk = last ? riskOf(board, appointment) : 0;
  const said = [barText({ ...appointment, start, end }, late), !whole && t.board.stepOf(part, parts), risk > 0 && t.board.risk(percentText(risk))];
  const text = said.filter(Boolean).join(t.comma);
  const classes = ["lane-bar", "bar", `bar-${appointment.status}`, moving && "bar-moving"].filter(Boolean).join(" ");
  const what = whole ? tightList(appointment.services.map(({ name }) => name)) : t.board.stepShort(part, parts);
  return html`
    ${last && shape.tail > 0 && html`<div class="lane-tail bar-tail" style=${place(shape.left + shape.width, shape.tail)}></div>`}
    <button type="button" class=${classes} style=${place(shape.left, shape.width)} aria-label=${text} title=${text}
      aria-pressed=${selected} data-id=${appointment.id} onClick=${() => onSelect(appointment.id)} onPointerDown=${onGrab}>
      ${risk > 0 && html`<i class="bar-risk" style=${{ "--share": percent(risk) }}></i>`}
      ${whole && html`<${Notches} services=${appointment.services} />`}
      ${shape.here !== null && html`<i class="bar-here" style=${{ "--at": percent(shape.here) }}></i>`}
      <span class="bar-label">${labelFor(appointment, what, shape.width * pixels)}</span>
    </button>`;
}
