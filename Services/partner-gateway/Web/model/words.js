import { t } from "../strings/index.js";
import { locale } from "./languages.js";

const list = new Intl.ListFormat(locale);

/** The word for a key; where there is none the key itself, as a sentence: "waited_too_long" is "Waited too long". */
export function wordFor(words, key) {
  if (words[key]) return words[key];
  const text = key.replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A role's name; the key itself where this page does not know it. */
export const roleName = (role) => t.shell.roles[role] ?? role;

/** "oil, brakes and tyres" in the page's language. */
export const plainList = (words) => list.format(words);

/** "Oil, brakes" without an "and", for tight places. */
export const tightList = (words) => words.join(t.comma);
