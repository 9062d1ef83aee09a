import { useEffect, useRef } from "../vendor/preact/preact.js";

const writing = (element) => element.closest?.("input, select, textarea, dialog") !== null;

/** The board's keys. `handlers` maps a key, as the event names it in lower case, to what it does. */
export function useBoardKeys(handlers) {
  const latest = useRef(handlers);
  latest.current = handlers;
  useEffect(() => {
    const listen = (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || writing(event.target)) return;
      const handler = latest.current[event.key.toLowerCase()];
      if (!handler || handler(event) === false) return;
      event.preventDefault();
    };
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, []);
}
