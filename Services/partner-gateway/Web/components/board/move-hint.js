import { html } from "../../vendor/preact/preact.js";
import { lookedUp, rowOf, verdictOf } from "../../model/moving.js";
import { planning, refusalText } from "../../model/planning-words.js";
import { dayOf, timeText, whenText } from "../../model/zone.js";
import { Icon } from "../common/icon.js";

const words = planning.move;
const icons = { free: "circle-check", busy: "ban", asking: "clock", unknown: "info", here: "info" };

/** Where the bar is now and whether it may stay there, or why not: in words, for those who look at it and those who hear it. */
export function MoveHint({ move, board }) {
  const zone = board.workshop.timeZone;
  const { state, refusal } = verdictOf(move);
  const row = lookedUp(board, rowOf(move));
  const isSameDay = dayOf(move.start, zone) === dayOf(move.appointment.start, zone);
  const when = (isSameDay ? timeText : whenText)(move.start, zone);
  const asked = {
    technician: move.technicianId && lookedUp(board, { kind: "technician", id: move.technicianId })?.name,
    bay: move.bayId && lookedUp(board, { kind: "bay", id: move.bayId })?.name,
  };
  return html`<p class=${`move-verdict move-${state}`}><${Icon} name=${icons[state]} />
    <span><b>${words.at(when, row?.name ?? "")} ${words[state]}.</b> ${refusal && refusalText(refusal, asked, board.appointments)}</span></p>`;
}

/** Which keys carry the bar on: told once, not with each place. */
export const MoveKeys = () => html`<p class="move-keys">${words.hint}</p>`;
