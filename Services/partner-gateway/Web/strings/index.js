import { locale } from "../model/languages.js";

/**
 * The words of the page in the reader's language: those of common.js at the top, those of each part under its name.
 * A page names the parts it shows in `<html data-strings="booking board">`; a part is a module `<language>/<part>.js` that exports
 * one constant of the part's name. Only the modules of the page's own language are fetched.
 */
const root = document.documentElement;
const parts = (root.dataset.strings ?? "").split(" ").filter(Boolean);

/** The words of a part that the page does not begin with: for what is fetched when it is shown. */
export async function wordsOf(part) {
  const module = await import(`./${root.lang}/${part}.js`);
  return module[part];
}

const [common, ...others] = await Promise.all(["common", ...parts].map(wordsOf));

export const t = { ...common, ...Object.fromEntries(parts.map((part, index) => [part, others[index]])) };

const rules = new Intl.PluralRules(root.lang);
const figures = new Intl.NumberFormat(locale);

/** Picks by count: `plural(n, { one: "1 slot", other: (n) => … })`; a language has the forms its rules name, and its digits. */
export function plural(count, forms) {
  const form = forms[rules.select(count)] ?? forms.other;
  return typeof form === "function" ? form(figures.format(count)) : form;
}
