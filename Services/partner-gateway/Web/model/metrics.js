import { wordFor } from "./words.js";
import { addDays, daysFrom } from "./zone.js";

/** The rows of a `GET /v1/metrics` answer, each with a name for people: the answer's own, or one of ours, or the key. */
export function rowsOf(answer, labels = {}) {
  return answer.items.map(({ key, label, value }) => ({ key, label: label ?? wordFor(labels, key), value }));
}

/** The largest rows, and how many are left out. */
export function top(rows, count) {
  const sorted = [...rows].sort((a, b) => b.value - a.value || a.label.localeCompare(b.label));
  return { rows: sorted.slice(0, count), others: Math.max(0, sorted.length - count) };
}

/** A value for each day of the period; a day without a row has none of it. */
export function filled(rows, from, to) {
  const known = new Map(rows.map(({ key, value }) => [key.slice(0, 10), value]));
  const days = daysFrom(from, to);
  return { days, values: days.map((day) => known.get(day) ?? 0) };
}

/** Long periods are shown by week, each named by its first day; a short week at the end counts as it is. */
export function byWeek({ days, values }) {
  const starts = days.filter((_, index) => index % 7 === 0);
  const sums = starts.map((_, week) => values.slice(week * 7, week * 7 + 7).reduce((sum, value) => sum + value, 0));
  return { days: starts, values: sums };
}

export const daysBetween = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1;

/** The period of the same length right before. */
export function before({ from, to }) {
  const days = daysBetween(from, to);
  return { from: addDays(from, -days), to: addDays(from, -1) };
}

/** The tiles' figures by metric, from a `GET /v1/overview` answer; rates of nothing are unknown. */
export function figuresOf(overview) {
  const some = overview.bookings > 0;
  return {
    bookings: overview.bookings,
    lead_time: some ? overview.leadTimeDays : null,
    cancellations: some ? overview.cancellationRate : null,
    no_show_rate: some ? overview.noShowRate : null,
    utilisation: overview.utilisation,
  };
}

/** For which figures more is good news (1), bad news (-1) or neither (0). */
export const better = { bookings: 1, lead_time: 0, cancellations: -1, no_show_rate: -1, utilisation: 1 };

/** The change from one figure to another; null when there is nothing to compare. */
export function changeOf(metric, now, then) {
  if (now === null || then === null || (then === 0 && now === 0)) return null;
  if (metric === "bookings" || metric === "lead_time") return then === 0 ? null : { relative: (now - then) / then };
  return { points: now - then };
}

/** Where an axis from 0 has its lines for values up to `most`: five at most, on whole figures of 1, 2 or 5; `top` is where it ends. */
export function ticksOf(most) {
  const top = Math.max(4, most * 1.1);
  const size = 10 ** Math.floor(Math.log10(top / 4));
  const step = [1, 2, 5, 10].map((factor) => Math.max(1, factor * size)).find((step) => top / step < 5) ?? 10 * size;
  return { top, ticks: Array.from({ length: Math.floor(top / step) + 1 }, (_, index) => index * step) };
}
