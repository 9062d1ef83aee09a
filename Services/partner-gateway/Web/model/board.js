import { axis, daysAxis, minutesLate } from "./bar.js";
import { addDays, clockOf, dayOf, instantOf, weekdayOf } from "./zone.js";

/** The days a board shows: one, or a week from Monday. */
export const daysShown = (date, view) =>
  view === "week" ? Array.from({ length: 7 }, (_, index) => addDays(date, index + 1 - weekdayOf(date))) : [date];

/**
 * The answers for several days as one board. Days without shifts and without work (a Sunday) are left out, unless all are such.
 * Of one day the answer stays as it is.
 */
export function merged(boards, days) {
  if (boards.length === 1) return { ...boards[0], days };
  const used = boards.map(({ technicians, appointments }) =>
    appointments.length > 0 || technicians.some(({ shift }) => shift?.length > 0));
  const shown = used.some(Boolean) ? days.filter((_, index) => used[index]) : days;
  const shifts = (id) => boards.flatMap(({ technicians }) => technicians.find((one) => one.id === id)?.shift ?? []);
  const [first] = boards;
  return {
    ...first,
    days: shown,
    technicians: first.technicians.map((one) => ({ ...one, shift: shifts(one.id) })),
    appointments: boards.flatMap(({ appointments }) => appointments).sort(byStart),
    holds: boards.flatMap(({ holds }) => holds ?? []),
    promiseRisk: Object.assign({}, ...boards.map(({ promiseRisk }) => promiseRisk)),
  };
}

/** The newer of two states wins, so order and repetition of events do not matter; other days leave the board. */
export function withAppointment(board, appointment) {
  const known = board.appointments.find(({ id }) => id === appointment.id);
  if (known && known.version >= appointment.version) return board;
  // What a stream tells has no risk of its own; that of the same promise still holds.
  const isSame = known?.promiseRisk !== undefined && appointment.promiseRisk === undefined && known.end === appointment.end;
  const next = isSame ? { ...appointment, promiseRisk: known.promiseRisk } : appointment;
  const rest = board.appointments.filter(({ id }) => id !== appointment.id);
  const belongs =
    appointment.workshop.id === board.workshop.id &&
    (board.days ?? [board.date]).includes(dayOf(appointment.start, board.workshop.timeZone)) &&
    appointment.status !== "cancelled";
  return { ...board, appointments: belongs ? [...rest, next].sort(byStart) : rest };
}

export const byStart = (a, b) => a.start.localeCompare(b.start) || a.id.localeCompare(b.id);

const hour = 3_600_000;

/** The hours to draw: the workshop's opening, widened to every shift and appointment of the day, on full hours. */
export function hoursOf(board) {
  const zone = board.workshop.timeZone;
  const shifts = board.technicians.flatMap(({ shift }) => shift ?? []);
  const spans = [...shifts, ...board.appointments];
  const starts = spans.map(({ start }) => new Date(start).getTime());
  const ends = spans.map(({ end }) => new Date(end).getTime());
  const from = Math.floor(Math.min(instantOf(board.date, "08:00", zone), ...starts) / hour) * hour;
  const to = Math.ceil(Math.max(instantOf(board.date, "18:00", zone), ...ends) / hour) * hour;
  return { from, to, ticks: Array.from({ length: (to - from) / hour + 1 }, (_, index) => from + index * hour) };
}

/** The hours that each day of a week is drawn with: those any of them needs, as the workshop's clock has them. */
function sameHours(board) {
  const zone = board.workshop.timeZone;
  const spans = [...board.technicians.flatMap(({ shift }) => shift ?? []), ...board.appointments];
  const first = spans.map(({ start }) => clockOf(start, zone)).reduce((least, clock) => (clock < least ? clock : least), "08:00");
  // What ends on another day than it began on reaches to the day's end.
  const last = spans.map(({ start, end }) => (dayOf(start, zone) === dayOf(end, zone) ? clockOf(end, zone) : "23:59"))
    .reduce((most, clock) => (clock > most ? clock : most), "18:00");
  return board.days.map((day) => ({
    day,
    from: instantOf(day, `${first.slice(0, 2)}:00`, zone),
    to: Math.ceil(instantOf(day, last, zone) / hour) * hour,
  }));
}

/** What a board's rows are drawn along: {line, ticks} of a day, {line, days} of a week. */
export function lineOf(board) {
  if (board.days.length > 1) {
    const days = sameHours(board);
    return { line: daysAxis(days), days, ticks: [] };
  }
  const { from, to, ticks } = hoursOf(board);
  return { line: axis(from, to), days: [], ticks };
}

/** What needs an advisor's eye, each list with the longest wait first. */
export function attention(board, now) {
  const clock = new Date(now).getTime();
  const late = (appointment) => minutesLate(appointment, now);
  const minutes = 5 * 60_000;
  return {
    arrivals: board.appointments.filter((a) => a.status === "booked" && new Date(a.start).getTime() > clock - minutes),
    missing: board.appointments.filter((a) => a.status === "booked" && new Date(a.start).getTime() <= clock - minutes),
    waiting: board.appointments.filter((a) => a.status === "checked_in"),
    overdue: board.appointments.filter((a) => a.status === "started" && late(a) > 0),
  };
}

export function countByStatus(appointments) {
  const counts = {};
  for (const { status } of appointments) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

/** What may be done with an appointment, in the order of a visit. */
export function actionsFor(status) {
  if (status === "booked") return ["check-in", "move", "no-show", "cancel"];
  if (status === "checked_in") return ["start", "move", "cancel"];
  if (status === "started") return ["complete"];
  return [];
}
