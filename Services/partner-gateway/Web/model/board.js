import { dayOf, instantOf } from "./zone.js";
import { minutesLate } from "./bar.js";

/** The newer of two states wins, so order and repetition of events do not matter; other days leave the board. */
export function withAppointment(board, appointment) {
  const known = board.appointments.find(({ id }) => id === appointment.id);
  if (known && known.version >= appointment.version) return board;
  const rest = board.appointments.filter(({ id }) => id !== appointment.id);
  const belongs =
    appointment.workshop.id === board.workshop.id &&
    dayOf(appointment.start, board.workshop.timeZone) === board.date &&
    appointment.status !== "cancelled";
  return { ...board, appointments: belongs ? [...rest, appointment].sort(byStart) : rest };
}

export const byStart = (a, b) => a.start.localeCompare(b.start) || a.id.localeCompare(b.id);

/** The hours to draw: the workshop's opening, widened to every shift and appointment of the day, on full hours. */
export function hoursOf(board) {
  const zone = board.workshop.timeZone;
  const shifts = board.technicians.flatMap(({ shift }) => shift ?? []);
  const spans = [...shifts, ...board.appointments];
  const starts = spans.map(({ start }) => new Date(start).getTime());
  const ends = spans.map(({ end }) => new Date(end).getTime());
  const hour = 3_600_000;
  const from = Math.floor(Math.min(instantOf(board.date, "08:00", zone), ...starts) / hour) * hour;
  const to = Math.ceil(Math.max(instantOf(board.date, "18:00", zone), ...ends) / hour) * hour;
  return { from, to, ticks: Array.from({ length: (to - from) / hour + 1 }, (_, index) => from + index * hour) };
}

/** What needs an advisor's eye, each list with the longest wait first. */
export function attention(board, now) {
  const clock = new Date(now).getTime();
  const late = (appointment) => minutesLate(appointment, now);
  return {
    arrivals: board.appointments.filter((a) => a.status === "booked" && new Date(a.start).getTime() > clock - 5 * 60_000),
    missing: board.appointments.filter((a) => a.status === "booked" && new Date(a.start).getTime() <= clock - 5 * 60_000),
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

const quarter = 15 * 60_000;

/** A start so many quarter hours later (or earlier), on the grid. */
export function nudged(start, steps) {
  const moved = new Date(start).getTime() + steps * quarter;
  return new Date(Math.round(moved / quarter) * quarter).toISOString();
}

/** Adds whether the time under the bar is free, as far as is known. */
export function withFreedom(move) {
  const at = new Date(move.start).getTime();
  const isFree = move.free?.some((start) => new Date(start).getTime() === at) ?? false;
  return { ...move, isFree };
}
