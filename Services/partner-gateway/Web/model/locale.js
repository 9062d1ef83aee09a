/** Where a language is at home when the browser does not say: it decides the order of dates, the digits, the first day of a week. */
const homes = { en: "en-GB", de: "de-DE", ar: "ar-AE" };

/** The reader's own variant of the page's language ("de-AT" for German in Austria), else the language's home. */
export function localeFor(language, preferred = navigator.languages) {
  return preferred.find((tag) => tag.startsWith(`${language}-`)) ?? homes[language] ?? language;
}

/** The locale by which this page writes dates, numbers and lists. */
export const locale = localeFor(document.documentElement.lang || "en");
