import { html } from "../../vendor/preact/preact.js";
import { isIn, verdictOf } from "../../model/moving.js";
import { timeText } from "../../model/zone.js";
import { place } from "./lane-bar.js";

/** All that a move needs and that a board without one does without. */
export * from "../../model/moving.js";
export { carry } from "../../model/drag.js";

/** Where a bar may be put: the free starts in its own rows, the best places in theirs. */
function Free({ move, line, kind, id }) {
  const own = move.appointment[kind]?.id === id;
  const starts = own && move.starts ? [...move.starts].filter((start) => line.shows(start)) : [];
  const best = move.best.filter((one) => one[kind]?.id === id && line.shows(one.start));
  const quarter = 15 / line.minutes;
  return html`${starts.map((at) => html`<i key=${at} class="lane-free" style=${place(line.at(at), quarter)}></i>`)}
    ${best.map(({ start, end }) => html`<i key=${`best ${start}`} class="lane-best"
      style=${place(line.at(start), line.at(end) - line.at(start))}></i>`)}`;
}

/** The bar where it would go, with what the workshop says about that place. */
function Ghost({ move, line, zone }) {
  const start = new Date(move.start).getTime();
  const length = new Date(move.appointment.end) - new Date(move.appointment.start);
  const left = line.at(start);
  return html`<div class=${`lane-ghost lane-ghost-${verdictOf(move).state}`} style=${place(left, line.at(start + length) - left)}>
    <span>${timeText(start, zone)}</span></div>`;
}

/** What a row shows of a move. */
export function OnTheWay({ move, line, kind, id, zone }) {
  return html`<${Free} move=${move} line=${line} kind=${kind} id=${id} />
    ${isIn(move, kind, id) && html`<${Ghost} move=${move} line=${line} zone=${zone} />`}`;
}
