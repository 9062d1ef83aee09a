/*
 * Runs before the first paint: a theme the reader chose wins over the system's. Whether the system asks for more contrast is told as an
 * attribute too, so that its colours and those of the theme of that name are one rule.
 */
(() => {
  const root = document.documentElement;
  const more = matchMedia("(prefers-contrast: more)");
  const tell = () => root.toggleAttribute("data-more-contrast", more.matches);
  more.addEventListener("change", tell);
  tell();
  try {
    const chosen = localStorage.getItem("pitcrew.theme");
    if (["light", "dark", "contrast"].includes(chosen)) root.dataset.theme = chosen;
  } catch {
    /* storage refused: the system's theme it is */
  }
})();
