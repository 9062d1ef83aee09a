/**
 * A move that is under way, as a value: {appointment, kind, start, technicianId, bayId, starts, best, known, asked}. `kind` is the row it is
 * in ("technician" or "bay"); without `technicianId` and `bayId` it is whoever is free. `starts` are the free ones (null: not told yet; false:
 * nobody could tell), `known` is what was answered to "why not" during this move, `asked` is true when the page asks whether to do it.
 */

const minute = 60_000;
export const grid = 15 * minute;

export const begun = (appointment, kind = "technician") => ({
  appointment, kind, start: appointment.start, technicianId: null, bayId: null, starts: null, best: [], known: {}, asked: false,
});

/** With the answer of `GET /v1/appointments/{id}/places`; null when there was none. */
export function withPlaces(move, places) {
  if (places === null) return { ...move, starts: false };
  const starts = new Set(places.days.flatMap(({ starts }) => starts).map((start) => new Date(start).getTime()));
  return { ...move, starts, best: places.best };
}

/** Over a row: another than its own is asked for by its id. */
export function over(move, { kind, id }) {
  const other = move.appointment[kind]?.id === id ? null : id;
  return { ...move, kind, technicianId: kind === "technician" ? other : null, bayId: kind === "bay" ? other : null };
}

/** The row the move is in now. */
export const rowOf = ({ appointment, kind, technicianId, bayId }) =>
  kind === "bay" ? { kind, id: bayId ?? appointment.bay?.id } : { kind, id: technicianId ?? appointment.technician?.id };

/** Whether a row shows the bar on its way: the one it is in, and of its own rows those it has not been taken from. */
export function isIn(move, kind, id) {
  const wanted = kind === "bay" ? move.bayId : move.technicianId;
  if (wanted !== null) return wanted === id;
  return move.technicianId === null && move.bayId === null && move.appointment[kind]?.id === id;
}

/** In the row `by` places on, of `rows` as they are shown. */
export function inRow(move, rows, by) {
  const { kind, id } = rowOf(move);
  const at = rows.findIndex((row) => row.kind === kind && row.id === id);
  const next = rows[Math.min(rows.length - 1, Math.max(0, at + by))];
  return next ? over(move, next) : move;
}

/** The free start that is nearest to an instant, at most half a grid step away; else the grid's own. */
export function snapped(starts, instant) {
  const near = [...(starts || [])].filter((start) => Math.abs(start - instant) <= grid / 2);
  near.sort((a, b) => Math.abs(a - instant) - Math.abs(b - instant));
  return new Date(near[0] ?? Math.round(instant / grid) * grid).toISOString();
}

/** A start so many grid steps on; what the axis does not show (a night) is passed over. */
export function stepped(line, start, steps) {
  const by = Math.sign(steps);
  const from = new Date(start).getTime();
  let at = from;
  for (let left = Math.abs(steps); left > 0; left -= 1) {
    do at = Math.round(at / grid + by) * grid;
    while (!line.shows(at) && at > line.from && at < line.to);
  }
  return new Date(line.shows(at) ? at : from).toISOString();
}

/** What the service is asked for: start, and whom it must be with. */
export function wanted({ start, technicianId, bayId }) {
  return { start, ...(technicianId === null ? {} : { technicianId }), ...(bayId === null ? {} : { bayId }) };
}

export const keyOf = (move) => JSON.stringify([new Date(move.start).getTime(), move.technicianId, move.bayId]);

const isProposed = ({ best, start, technicianId, bayId }) => best.some((place) =>
  new Date(place.start).getTime() === new Date(start).getTime()
  && (technicianId === null || place.technician.id === technicianId) && (bayId === null || place.bay.id === bayId));

/** {state, refusal}: "here" where it began, "free", "busy" (with why, once that is told), "asking", or "unknown". */
export function verdictOf(move) {
  const pinned = move.technicianId !== null || move.bayId !== null;
  if (!pinned && new Date(move.start).getTime() === new Date(move.appointment.start).getTime()) return { state: "here" };
  const answer = move.known[keyOf(move)];
  if (answer) return answer.possible ? { state: "free" } : { state: "busy", refusal: answer };
  if (answer === null) return { state: "unknown" };
  if (move.starts && isProposed(move)) return { state: "free" };
  if (!move.starts) return { state: "asking" };
  const isFree = move.starts.has(new Date(move.start).getTime());
  if (!isFree) return { state: "busy" };
  return { state: pinned ? "asking" : "free" };
}

/** What is to be asked now for the move to be told why not; null when nothing is. */
export function question(move) {
  if (!move || move.asked || move.starts === null) return null;
  const { state, refusal } = verdictOf(move);
  return state === "asking" || (state === "busy" && !refusal) ? wanted(move) : null;
}

/** With the answer to a question; null when it could not be answered. */
export const withAnswer = (move, key, answer) => ({ ...move, known: { ...move.known, [key]: answer } });

/** The technician or bay of a row, as the board knows it. */
export const lookedUp = (board, { kind, id }) => (kind === "bay" ? board.bays : board.technicians).find((one) => one.id === id) ?? null;
