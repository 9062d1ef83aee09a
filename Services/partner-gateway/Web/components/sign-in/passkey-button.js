import { html, useEffect, useRef, useState } from "../../vendor/preact/preact.js";
import { arePossible, offerPasskeys, signInByPasskey, wasDismissed } from "../../model/passkeys.js";
import { t } from "../../strings/index.js";
import { Icon } from "../common/icon.js";
import { Notice } from "../common/notice.js";
import { entryText } from "./words.js";

const words = t.shell.enter;

/**
 * Passkeys in two ways: by the button (named `text`), and, where the browser can, offered in the address field. One asks at a time.
 */
export function PasskeyButton({ autofill, text = words.passkey, focused = false }) {
  const [view, setView] = useState({ busy: false, text: null });
  const waiting = useRef(null);
  const offer = () => {
    if (!autofill) return;
    waiting.current = new AbortController();
    offerPasskeys(waiting.current.signal, (problem) => setView({ busy: false, text: entryText(problem) }));
  };
  const button = useRef();
  useEffect(() => void (focused && button.current?.focus()), []);
  useEffect(() => (offer(), () => waiting.current?.abort()), []);
  const ask = async () => {
    waiting.current?.abort();
    setView({ busy: true, text: null });
    try {
      await signInByPasskey();
    } catch (error) {
      setView({ busy: false, text: wasDismissed(error) ? words.noPasskey : entryText(error) });
      offer();
    }
  };
  if (!arePossible()) return null;
  return html`<div class="enter-passkey">
    ${view.text && html`<${Notice} tone="stop"><p>${view.text}</p><//>`}
    <button ref=${button} type="button" class="button button-main" disabled=${view.busy} onClick=${ask}>
      <${Icon} name="key-round" />${text}</button>
    <p class="field-hint">${words.passkeyHint}</p>
  </div>`;
}
