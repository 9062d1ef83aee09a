import { useEffect, useLayoutEffect, useRef } from "../vendor/preact/preact.js";

/**
 * A section whose rows come and go: when the one with the focus has gone, its heading (an `h2` with a `tabindex`) has the focus, not the
 * page's beginning. Gives the section's ref. A reader who presses beside everything keeps what they wanted: nothing.
 */
export function useKeptFocus() {
  const root = useRef();
  const isInside = useRef(false);
  useEffect(() => {
    const leave = () => (isInside.current = false);
    const note = ({ target }) => (isInside.current = root.current.contains(target));
    addEventListener("pointerdown", leave, true);
    addEventListener("focusin", note);
    return () => (removeEventListener("pointerdown", leave, true), removeEventListener("focusin", note));
  }, []);
  useLayoutEffect(() => {
    if (isInside.current && document.activeElement === document.body) root.current.querySelector("h2").focus({ preventScroll: true });
  });
  return root;
}
