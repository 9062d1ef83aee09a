/*
 * Runs before the first paint: the page's language and its direction are those the address asks for (?lang=), else those the
 * reader chose before, else the first of the browser's languages that is spoken here. The words are sent for at once.
 */
(() => {
  const spoken = { en: "ltr", de: "ltr", ar: "rtl" };
  const root = document.documentElement;
  const address = new URL(location.href);
  const asked = address.searchParams.get("lang");
  let chosen = null;
  try {
    if (asked in spoken) localStorage.setItem("pitcrew.language", asked);
    chosen = localStorage.getItem("pitcrew.language");
    // Kept now: the address need not say it any more
    address.searchParams.delete("lang");
    if (asked !== null) history.replaceState(history.state, "", address);
  } catch {
    /* storage refused: the language holds for this page only */
  }
  const wanted = [asked, chosen, ...navigator.languages.map((tag) => tag.split("-")[0])];
  root.lang = wanted.find((tag) => tag in spoken) ?? "en";
  root.dir = spoken[root.lang];
  // Beside this file: the very address that strings/index.js imports, with the fingerprint a deployment puts before it
  const words = new URL(`../strings/${root.lang}/`, document.currentScript.src);
  for (const part of ["common", ...(root.dataset.strings ?? "").split(" ")].filter(Boolean)) {
    document.head.append(
      Object.assign(document.createElement("link"), { rel: "modulepreload", href: new URL(`${part}.js`, words).href }),
    );
  }
})();
