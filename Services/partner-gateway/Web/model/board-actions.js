import { newIdempotencyKey } from "./api.js";
import { staffCall } from "./staff.js";
import { dayOf, timeText, whenText } from "./zone.js";
import { t } from "../strings/index.js";

/** One change of an appointment as it was last seen; gives its new state. */
export async function changed(session, appointment, action, body = {}) {
  const answer = await staffCall(session, "booking", `/v1/appointments/${appointment.id}/${action}`, {
    method: "POST",
    body,
    headers: { "If-Match": `"${appointment.version}"`, "Idempotency-Key": newIdempotencyKey() },
  });
  return answer.appointment ?? answer;
}

/** What takes a move back: the place it had. Who does a visit of several steps is found anew. */
const backTo = ({ start, technician, bay, steps = [] }) =>
  ({ start, ...(steps.length > 1 ? {} : { technicianId: technician.id, bayId: bay.id }), reason: "undone" });

/** What is said of a new time: the day too, where it is another. */
function timeOf({ start, workshop }, before) {
  const isSameDay = dayOf(start, workshop.timeZone) === dayOf(before.start, workshop.timeZone);
  return (isSameDay ? timeText : whenText)(start, workshop.timeZone);
}

/**
 * What an advisor does to an appointment; each gives the new state, which the board shows at once. A move can be taken back while it is said;
 * `onFailure` hears when that fails.
 */
export function boardActions(session, apply, say, onFailure) {
  return async function act(appointment, action, body = {}) {
    const now = await changed(session, appointment, action, body);
    apply(now);
    const undo = { text: t.board.undo, run: () => act(now, "move", backTo(appointment)).catch(onFailure) };
    const isMove = action === "move" && body.reason !== "undone";
    say(t.board.done[action](now.vehicle.plate, timeOf(now, appointment), now.technician.name), isMove ? undo : null);
    return now;
  };
}
