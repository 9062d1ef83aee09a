/** A re-plan as the page asks for it and carries it out. */

/** The body of `POST /v1/workshops/{id}/replan` for one disruption: somebody away, or a bay closed. */
export function replanRequest({ kind, id, start, end, from, days }) {
  const during = { start: new Date(start).toISOString(), end: new Date(end).toISOString() };
  const what = kind === "bay" ? { closed: [{ bayId: id, during }] } : { away: [{ technicianId: id, during }] };
  return { from, days, ...what };
}

/** The move that a proposed change is; null for what has no place any more. */
export const moveOf = ({ after }, reason) =>
  after && { start: after.start, technicianId: after.technician.id, bayId: after.bay.id, reason };

/** What keeps changes from being made in any order: one takes the place another has yet to leave. */
const mayPass = (problem) => problem.slug === "slot-taken";

/**
 * Makes changes one by one with `make(change)`. One whose place another still has is tried again once others have been made, until a
 * round makes none. `told(id, state, problem)` hears "busy", "done" or "failed" of each.
 */
export async function applyAll(changes, make, told) {
  let waiting = changes;
  for (;;) {
    const refused = [];
    for (const change of waiting) {
      told(change.appointmentId, "busy", null);
      try {
        await make(change);
        told(change.appointmentId, "done", null);
      } catch (problem) {
        told(change.appointmentId, "failed", problem);
        if (mayPass(problem)) refused.push(change);
      }
    }
    if (refused.length === 0 || refused.length === waiting.length) return;
    waiting = refused;
  }
}

/** How many changes of each kind there are. */
export function kindsOf(changes) {
  const counts = {};
  for (const { kind } of changes) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}
