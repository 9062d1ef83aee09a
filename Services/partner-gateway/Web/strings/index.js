import { en } from "./en.js";

/** The words of the page in the reader's language. A further language is a module of the same shape as en.js. */
const languages = { en };

export const t = languages[document.documentElement.lang] ?? en;

/** Picks by count: `plural(n, { one: "1 slot", other: (n) => … })`. */
export function plural(count, forms) {
  const form = forms[new Intl.PluralRules(document.documentElement.lang || "en").select(count)] ?? forms.other;
  return typeof form === "function" ? form(count) : form;
}
