/** The reader's choice of colours: "auto" (the system's), "light", "dark" or "contrast". start/theme.js applies it before the first paint. */
const key = "pitcrew.theme";
const round = ["auto", "light", "dark", "contrast"];

export const chosenTheme = () => document.documentElement.dataset.theme ?? "auto";

export const nextTheme = (theme) => round[(round.indexOf(theme) + 1) % round.length];

export function chooseTheme(theme) {
  const { dataset } = document.documentElement;
  if (theme === "auto") delete dataset.theme;
  else dataset.theme = theme;
  try {
    localStorage.setItem(key, theme);
  } catch {
    /* storage refused: the choice holds for this page only */
  }
}
