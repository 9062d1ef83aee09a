/** Where a language is at home when the browser does not say: it decides the order of dates, the digits, the first day of a week. */
const homes = { en: "en-GB", de: "de-DE", ar: "ar-AE" };
const language = document.documentElement.lang || "en";

/** By which this page writes dates, numbers and lists: the reader's own variant of its language ("de-AT" for German), else the language's home. */
export const locale = navigator.languages.find((tag) => tag.startsWith(`${language}-`)) ?? homes[language] ?? language;
