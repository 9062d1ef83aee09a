import { daysFrom } from "./zone.js";

/** The days of a usage report without gaps: the API leaves out those nobody asked on. */
export function everyDay(days, from, to) {
  const told = new Map(days.map((day) => [day.day, day]));
  return daysFrom(from, to).map((day) => told.get(day) ?? { day, requests: 0, failed: 0 });
}

export const sumOf = (days, field) => days.reduce((sum, day) => sum + day[field], 0);

/** The slowest day's 95th percentile in milliseconds; null where nothing was measured. */
export function worstOf(days) {
  const measured = days.map(({ p95 }) => p95).filter((value) => typeof value === "number");
  return measured.length > 0 ? Math.max(...measured) : null;
}
