/** The geometry of the appointment bar. All positions are fractions of the axis (0 = start, 1 = end). */

const minute = 60_000;
export const present = new Set(["checked_in", "started"]);
export const open = new Set(["booked", "checked_in", "started"]);

/** An axis from one instant to another. */
export function axis(start, end) {
  const from = new Date(start).getTime();
  const span = new Date(end).getTime() - from;
  return {
    from,
    to: from + span,
    at: (instant) => (new Date(instant).getTime() - from) / span,
    instant: (fraction, grid = minute) => from + Math.round((fraction * span) / grid) * grid,
    shows: (instant) => new Date(instant).getTime() >= from && new Date(instant).getTime() <= from + span,
    minutes: span / minute,
  };
}

/**
 * An axis of several days side by side, each with the same room: `days` are {day, from, to} in order. What lies between two of them is where
 * the next one begins.
 */
export function daysAxis(days) {
  const share = 1 / days.length;
  const { from } = days[0];
  const { to } = days[days.length - 1];
  const within = (time) => days.findIndex((day) => time >= day.from && time <= day.to);
  return {
    from,
    to,
    at: (instant) => {
      const time = new Date(instant).getTime();
      const index = days.findIndex((day) => time <= day.to);
      if (index < 0) return 1;
      return (index + Math.max(0, time - days[index].from) / (days[index].to - days[index].from)) * share;
    },
    instant: (fraction, grid = minute) => {
      const index = Math.min(days.length - 1, Math.max(0, Math.floor(fraction / share)));
      const day = days[index];
      return day.from + Math.round(((fraction / share - index) * (day.to - day.from)) / grid) * grid;
    },
    shows: (instant) => within(new Date(instant).getTime()) >= 0,
    minutes: days.reduce((sum, day) => sum + day.to - day.from, 0) / minute,
  };
}

/**
 * How late the end will be, in minutes, as far as the plan and the clock tell: a car that has not begun cannot end
 * sooner than it begins; work that runs past its end has no promise left to keep.
 */
export function minutesLate(appointment, now) {
  const clock = new Date(now).getTime();
  const late = (since) => Math.max(0, Math.floor((clock - new Date(since).getTime()) / minute));
  if (appointment.status === "booked" || appointment.status === "checked_in") return late(appointment.start);
  if (appointment.status === "started") return late(appointment.end);
  return 0;
}

/** Where one step of the work ends and the next begins, as fractions of the bar. */
export function notches(services) {
  const total = services.reduce((sum, { labourTenths }) => sum + labourTenths, 0);
  if (total === 0) return [];
  let passed = 0;
  return services.slice(0, -1).map(({ labourTenths }) => (passed += labourTenths) / total);
}

/** How much of the planned time has passed, while it is running; else null. */
function fractionWithin({ start, end }, now) {
  const passed = (new Date(now) - new Date(start)) / (new Date(end) - new Date(start));
  return passed > 0 && passed < 1 ? passed : null;
}

/** Start, length, notches and the tail at risk of an appointment on an axis, cut to what the axis shows. */
export function barOn(line, appointment, now) {
  const start = line.at(appointment.start);
  const end = line.at(appointment.end);
  const late = minutesLate(appointment, now);
  const clamp = (value) => Math.min(1, Math.max(0, value));
  return {
    left: clamp(start),
    width: clamp(end) - clamp(start),
    tail: late > 0 ? clamp(end + late / line.minutes) - clamp(end) : 0,
    notches: notches(appointment.services),
    here: fractionWithin(appointment, now),
    late,
  };
}
