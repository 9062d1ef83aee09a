import { html, useCallback, useEffect, useState } from "../../vendor/preact/preact.js";
import { Icon } from "./icon.js";

/** A short confirmation that leaves by itself. Gives [element, show(text)]. */
export function useToast() {
  const [text, setText] = useState(null);
  useEffect(() => {
    if (text === null) return undefined;
    const timer = setTimeout(() => setText(null), 5000);
    return () => clearTimeout(timer);
  }, [text]);
  const show = useCallback((next) => setText(next), []);
  const element = html`<div role="status">${text && html`<div class="toast"><${Icon} name="check" />${text}</div>`}</div>`;
  return [element, show];
}
