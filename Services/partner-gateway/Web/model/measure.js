const context = document.createElement("canvas").getContext("2d");
const known = new Map();
document.fonts.addEventListener("loadingdone", () => known.clear());

/** How wide a text is drawn in the page's typeface with its tabular figures, in CSS pixels; `style` is weight and size. */
export function textWidth(text, style) {
  const key = `${style} ${text}`;
  if (!known.has(key)) {
    context.font = `${style} Inter, "Pitcrew Arabic", sans-serif`;
    // A tabular figure is as wide as the widest one
    known.set(key, context.measureText(text.replace(/\p{Nd}/gu, "0")).width);
  }
  return known.get(key);
}

/** Runs `after` once the page's typeface is there, when it was not yet. */
export function onceFontsAre(after) {
  if (document.fonts.status === "loading") document.fonts.ready.then(after);
}
