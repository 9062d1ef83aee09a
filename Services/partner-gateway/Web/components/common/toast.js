import { html, useCallback, useEffect, useState } from "../../vendor/preact/preact.js";
import { t } from "../../strings/index.js";
import { Button } from "./button.js";
import { Icon } from "./icon.js";
import { failed } from "./notice.js";

const stay = 6000;
/** What can be taken back stays longer: one has to read, decide and get there. */
const stayWithAction = 10_000;

/**
 * A short confirmation that leaves by itself, but not while the pointer or the focus is on it. Gives [element, show(text, action), act]:
 * `action` is {text, run}, a button that is there as long as the text; `act()` does it from elsewhere (a key), false when there is none.
 */
export function useToast() {
  const [shown, setShown] = useState(null);
  const [held, setHeld] = useState(false);
  const leave = useCallback(() => setShown(null), []);
  useEffect(() => {
    if (shown === null || held) return undefined;
    const timer = setTimeout(leave, shown.action ? stayWithAction : stay);
    return () => clearTimeout(timer);
  }, [shown, held]);
  useEffect(() => {
    addEventListener(failed, leave);
    return () => removeEventListener(failed, leave);
  }, []);
  const show = useCallback((text, action = null) => (setShown({ text, action }), setHeld(false)), []);
  const act = () => {
    if (!shown?.action) return false;
    leave();
    shown.action.run();
    return true;
  };
  const hold = { onMouseEnter: () => setHeld(true), onMouseLeave: () => setHeld(false), onFocusIn: () => setHeld(true),
    onFocusOut: () => setHeld(false) };
  const element = html`<div class="toasts" ...${hold}>
    <div role="status">${shown && html`<div class="toast"><${Icon} name="check" /><span>${shown.text}</span></div>`}</div>
    ${shown?.action && html`<button type="button" class="link toast-action" onClick=${act}>${shown.action.text}</button>`}
    ${shown && html`<${Button} kind="plain" icon="x" name=${t.close} onClick=${leave} />`}
  </div>`;
  return [element, show, act];
}
