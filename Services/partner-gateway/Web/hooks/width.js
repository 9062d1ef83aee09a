import { useLayoutEffect, useState } from "../vendor/preact/preact.js";
import { onceFontsAre } from "../model/measure.js";

/** The width of an element in CSS pixels, kept current. */
export function useWidth(ref) {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(([entry]) => setWidth(entry.contentRect.width));
    observer.observe(element);
    setWidth(element.getBoundingClientRect().width);
    // Labels are measured: draw once more when the typeface arrives
    onceFontsAre(() => setWidth((width) => width + 0.01));
    return () => observer.disconnect();
  }, []);
  return width;
}
