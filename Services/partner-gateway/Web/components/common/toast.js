import { html, useCallback, useEffect, useState } from "../../vendor/preact/preact.js";
import { t } from "../../strings/index.js";
import { Button } from "./button.js";
import { Icon } from "./icon.js";
import { failed } from "./notice.js";

const stay = 6000;

/** A short confirmation that leaves by itself, but not while the pointer or the focus is on it. Gives [element, show(text)]. */
export function useToast() {
  const [text, setText] = useState(null);
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (text === null || held) return undefined;
    const timer = setTimeout(() => setText(null), stay);
    return () => clearTimeout(timer);
  }, [text, held]);
  useEffect(() => {
    const leave = () => setText(null);
    addEventListener(failed, leave);
    return () => removeEventListener(failed, leave);
  }, []);
  const show = useCallback((next) => (setText(next), setHeld(false)), []);
  const hold = { onMouseEnter: () => setHeld(true), onMouseLeave: () => setHeld(false), onFocusIn: () => setHeld(true),
    onFocusOut: () => setHeld(false) };
  const element = html`<div class="toasts" ...${hold}>
    <div role="status">${text && html`<div class="toast"><${Icon} name="check" /><span>${text}</span></div>`}</div>
    ${text && html`<${Button} kind="plain" icon="x" name=${t.close} onClick=${() => setText(null)} />`}
  </div>`;
  return [element, show];
}
