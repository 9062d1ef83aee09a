import { dayText } from "./zone.js";
import { t } from "../strings/index.js";

const day = { weekday: "short", day: "numeric", month: "short" };

/** The days and the times of day that suit a wish, as "Tue 3 Mar to Thu 5 Mar, from 08:00". */
export function daysWanted({ from, to, notBefore, notAfter }) {
  const words = t.exceptions.list;
  const days = from === to ? dayText(from, day) : words.span(dayText(from, day), dayText(to, day));
  if (notBefore && notAfter) return `${days}, ${words.span(notBefore, notAfter)}`;
  if (notBefore) return `${days}, ${words.notBefore(notBefore)}`;
  return notAfter ? `${days}, ${words.notAfter(notAfter)}` : days;
}
