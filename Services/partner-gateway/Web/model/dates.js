import { locale } from "./languages.js";
import { dayText } from "./zone.js";

const options = { day: "2-digit", month: "2-digit", year: "numeric" };

/** A day as the reader's country writes it in figures; nothing for none. */
export const shownDay = (day) => (day ? dayText(day, options) : "");

/** The digits of any script as the ones of JavaScript. */
function plainDigits(text, tag) {
  const figures = new Intl.NumberFormat(tag, { useGrouping: false });
  return Array.from({ length: 10 }, (_, digit) => [figures.format(digit), digit]).reduce(
    (known, [figure, digit]) => known.replaceAll(figure, digit),
    text,
  );
}

/** "24.11.2026", "24/11/26" or "2026-11-24" as "YYYY-MM-DD", in the order of the reader's country; null when it is no day. */
export function readDay(text, tag = locale) {
  const numbers = plainDigits(text, tag).match(/\d+/g)?.map(Number) ?? [];
  if (numbers.length !== 3) return null;
  const order = numbers[0] > 31
    ? ["year", "month", "day"]
    : new Intl.DateTimeFormat(tag, options).formatToParts(0).map(({ type }) => type).filter((type) => type in options);
  const given = Object.fromEntries(order.map((type, index) => [type, numbers[index]]));
  const year = given.year < 100 ? 2000 + given.year : given.year;
  const date = new Date(Date.UTC(year, given.month - 1, given.day));
  const holds = date.getUTCMonth() === given.month - 1 && date.getUTCDate() === given.day && year > 1900 && year < 3000;
  return holds ? date.toISOString().slice(0, 10) : null;
}
