/** What stands in the rows of the board: appointments, step by step where a visit has several, and times that are being booked. */

/** An appointment's bars in the row of a technician or a bay (`kind`): {appointment, start, end, part, parts}. */
export function barsOf(board, kind, id) {
  return board.appointments.flatMap((appointment) => {
    const { start, end, steps = [] } = appointment;
    if (steps.length < 2) return appointment[kind]?.id === id ? [{ appointment, start, end, part: 1, parts: 1 }] : [];
    const isHere = (step) => (kind === "bay" ? step.bay?.id === id : step.technicians.some((one) => one.id === id));
    return steps
      .map((step, index) => ({ appointment, start: step.start, end: step.end, part: index + 1, parts: steps.length, step }))
      .filter(({ step }) => isHere(step));
  });
}

/** The times of a row that somebody is about to book and that nobody else can have meanwhile. */
export const holdsOf = (board, kind, id, now) =>
  (board.holds ?? []).filter((hold) => hold[kind]?.id === id && (!hold.expiresAt || new Date(hold.expiresAt).getTime() > now));

/** A promise that is kept in four of five cases is not worth a mark. */
const noteworthy = 0.2;

/**
 * How likely (0 to 1) an appointment ends later than was promised; 0 where it is not known, or too little to be told. The service's
 * `promiseRisk` is how probable it is that the promise is kept.
 */
export function riskOf(board, appointment) {
  const risk = 1 - (appointment.promiseRisk ?? board.promiseRisk?.[appointment.id] ?? 1);
  return risk >= noteworthy && ["booked", "checked_in", "started"].includes(appointment.status) ? Math.min(1, risk) : 0;
}

/** The rows a board shows, in order; `rows` is "all", "technician" or "bay". */
export function rowsOf(board, rows = "all") {
  const of = (kind, list) => (rows === "all" || rows === kind ? list.map((one) => ({ ...one, kind })) : []);
  return [...of("technician", board.technicians), ...of("bay", board.bays)];
}
