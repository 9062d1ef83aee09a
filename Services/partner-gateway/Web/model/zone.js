/** Times of a workshop, in the workshop's own zone. Instants are Dates or epoch milliseconds; days are "YYYY-MM-DD". */

import { locale } from "./languages.js";

/** The zone of the reader's own clock. */
export const readerZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

const formats = new Map();

function format(options, tag = locale) {
  const key = `${tag} ${JSON.stringify(options)}`;
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(tag, options));
  return formats.get(key);
}

function partsOf(instant, zone) {
  const options = { timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit",
    hour: "2-digit", minute: "2-digit", second: "2-digit" };
  return Object.fromEntries(format(options, "en-CA").formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
}

/** How far the zone is ahead of UTC at that instant, in milliseconds. */
function offsetAt(instant, zone) {
  const p = partsOf(instant, zone);
  const wall = Date.UTC(+p.year, +p.month - 1, +p.day, +p.hour, +p.minute, +p.second);
  return wall - Math.floor(new Date(instant).getTime() / 1000) * 1000;
}

export function dayOf(instant, zone) {
  const p = partsOf(instant, zone);
  return `${p.year}-${p.month}-${p.day}`;
}

/** The hour (0 to 23) the zone's clock shows. */
export const hourOf = (instant, zone) => +partsOf(instant, zone).hour;

/** "HH:MM" as the zone's clock shows it. */
export function clockOf(instant, zone) {
  const { hour, minute } = partsOf(instant, zone);
  return `${hour}:${minute}`;
}

/** The instant (ms) at which the zone's clock shows that day and "HH:MM"; a time in a spring gap counts as after it. */
export function instantOf(day, clock, zone) {
  const wall = Date.parse(`${day}T${clock}:00Z`);
  const first = wall - offsetAt(wall, zone);
  return wall - offsetAt(first, zone);
}

export function addDays(day, count) {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
}

/** The days from one to another, both counted; 1100 at most. */
export function daysFrom(from, to) {
  const days = [];
  for (let day = from; day <= to && days.length < 1100; day = addDays(day, 1)) days.push(day);
  return days;
}

/** Monday is 1, Sunday is 7. */
export function weekdayOf(day) {
  return ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
}

/** A garage's board shows 24 hours, in every language. */
export const timeText = (instant, zone) =>
  format({ timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(new Date(instant));

export const dateText = (instant, zone) =>
  format({ timeZone: zone, weekday: "short", day: "numeric", month: "short" }).format(new Date(instant));

/** Day and time of an appointment, in one line. */
export const whenText = (instant, zone) => `${dateText(instant, zone)}, ${timeText(instant, zone)}`;

export const longDateText = (instant, zone) =>
  format({ timeZone: zone, weekday: "long", day: "numeric", month: "long" }).format(new Date(instant));

export const fullDateText = (instant, zone) =>
  format({ timeZone: zone, day: "numeric", month: "short", year: "numeric" }).format(new Date(instant));

/** A day on its own has no zone: it is formatted as it stands. */
export const dayText = (day, options) =>
  format({ timeZone: "UTC", ...options }).format(new Date(`${day}T00:00:00Z`));

/** The zone's name ("Central European Standard Time") when its clock differs from the reader's at that instant, else null. */
export function foreignZoneName(instant, zone, own = readerZone) {
  if (offsetAt(instant, zone) === offsetAt(instant, own)) return null;
  const parts = format({ timeZone: zone, timeZoneName: "long" }).formatToParts(new Date(instant));
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? zone;
}

/** "1h 30m", from minutes. */
export function durationText(minutes) {
  const rounded = Math.round(minutes);
  const unit = (value, name) =>
    new Intl.NumberFormat(locale, { style: "unit", unit: name, unitDisplay: "narrow" }).format(value);
  const hours = Math.floor(rounded / 60);
  const left = rounded % 60;
  if (hours === 0) return unit(left, "minute");
  return left === 0 ? unit(hours, "hour") : `${unit(hours, "hour")} ${unit(left, "minute")}`;
}

/** "in 3 hr.", "4 min. ago". */
export function relativeText(instant, now) {
  const minutes = Math.round((new Date(instant) - new Date(now)) / 60_000);
  const relative = new Intl.RelativeTimeFormat(locale, { style: "short", numeric: "auto" });
  if (Math.abs(minutes) < 120) return relative.format(minutes, "minute");
  if (Math.abs(minutes) < 60 * 24) return relative.format(Math.round(minutes / 60), "hour");
  return relative.format(Math.round(minutes / 1440), "day");
}

/** Date and time in the reader's own zone: for what happened to an account, not in a workshop. */
export const momentText = (instant) => `${fullDateText(instant, readerZone)}, ${timeText(instant, readerZone)}`;
export const dateOnlyText = (instant) => fullDateText(instant, readerZone);
