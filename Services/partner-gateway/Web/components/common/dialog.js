import { html, useLayoutEffect, useRef } from "../../vendor/preact/preact.js";

/** A modal dialog over the browser's own: focus stays inside, Esc closes, focus returns to where it came from. */
export function Dialog({ label, onClose, children, class: extra = "" }) {
  const ref = useRef();
  // Before the effects of what is inside: it may put the focus where it belongs
  useLayoutEffect(() => {
    const dialog = ref.current;
    dialog.showModal();
    return () => dialog.close();
  }, []);
  const cancel = (event) => {
    event.preventDefault();
    onClose();
  };
  const backdrop = (event) => event.target === ref.current && onClose();
  return html`<dialog ref=${ref} class=${`dialog ${extra}`} aria-label=${label} onCancel=${cancel} onClick=${backdrop}>
    <div class="dialog-body">${children}</div>
  </dialog>`;
}
