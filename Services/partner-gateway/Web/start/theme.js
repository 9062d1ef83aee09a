/* Runs before the first paint: a theme the reader chose wins over the system's. */
(() => {
  try {
    const chosen = localStorage.getItem("pitcrew.theme");
    if (["light", "dark", "contrast"].includes(chosen)) document.documentElement.dataset.theme = chosen;
  } catch {
    /* storage refused: the system's theme it is */
  }
})();
