/** The languages the pages speak, each in its own words. start/language.js knows the same ones, with their direction. */
export const languages = { en: "English", de: "Deutsch", ar: "العربية" };

/** Keeps the reader's choice and reads the page again in it. */
export function chooseLanguage(tag) {
  const address = new URL(location.href);
  address.searchParams.delete("lang");
  try {
    localStorage.setItem("pitcrew.language", tag);
  } catch {
    address.searchParams.set("lang", tag);
  }
  if (address.href === location.href) location.reload();
  else location.replace(address);
}

/** Where a language is at home when the browser does not say: it decides the order of dates, the digits, the first day of a week. */
const homes = { en: "en-GB", de: "de-DE", ar: "ar-AE" };
const language = document.documentElement.lang || "en";

/** By which this page writes dates, numbers and lists: the reader's own variant of its language ("de-AT" for German), else the language's home. */
export const locale = navigator.languages.find((tag) => tag.startsWith(`${language}-`)) ?? homes[language] ?? language;
