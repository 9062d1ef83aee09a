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
