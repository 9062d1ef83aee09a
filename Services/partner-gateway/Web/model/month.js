import { locale } from "./languages.js";
import { addDays, weekdayOf } from "./zone.js";

/** The first day of the week where the reader lives: 1 is Monday, 7 Sunday. Without the browser's word for it, Monday. */
function firstWeekday() {
  const where = new Intl.Locale(locale);
  return (where.getWeekInfo?.() ?? where.weekInfo)?.firstDay ?? 1;
}

/** The weeks of the day's month as rows of seven days; what belongs to its neighbours is null. */
export function weeksOf(day, first = firstWeekday()) {
  const month = day.slice(0, 7);
  const start = `${month}-01`;
  const lead = (weekdayOf(start) - first + 7) % 7;
  const cells = Array.from({ length: 42 }, (_, index) => addDays(start, index - lead));
  const weeks = Array.from({ length: 6 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
  return weeks
    .map((days) => days.map((one) => (one.startsWith(month) ? one : null)))
    .filter((days) => days.some((one) => one !== null));
}

/** The same day so many months later, or that month's last when it has none such. */
export function addMonths(day, count) {
  const [year, month, date] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + count, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + count, Math.min(date, last))).toISOString().slice(0, 10);
}

/** Where a key leads in the grid of days (ARIA guide, date picker dialog); null for any other key. */
export function dayAfter(event, day, { rightToLeft = false, first = firstWeekday() } = {}) {
  const on = rightToLeft ? -1 : 1;
  const column = (weekdayOf(day) - first + 7) % 7;
  const ways = {
    ArrowRight: () => addDays(day, on),
    ArrowLeft: () => addDays(day, -on),
    ArrowDown: () => addDays(day, 7),
    ArrowUp: () => addDays(day, -7),
    Home: () => addDays(day, -column),
    End: () => addDays(day, 6 - column),
    PageDown: () => addMonths(day, event.shiftKey ? 12 : 1),
    PageUp: () => addMonths(day, event.shiftKey ? -12 : -1),
  };
  return ways[event.key]?.() ?? null;
}

/** The day within the two bounds (each may be absent). */
export const within = (day, min, max) => (min && day < min ? min : max && day > max ? max : day);
