import { html, useEffect, useLayoutEffect, useRef, useState } from "../../vendor/preact/preact.js";
import { placeAfter } from "../../model/roving.js";

/** Closes when the reader presses or tabs elsewhere. */
function useLeave(ref, leave) {
  useEffect(() => {
    const outside = (event) => ref.current?.contains(event.target) || leave();
    addEventListener("pointerdown", outside);
    return () => removeEventListener("pointerdown", outside);
  }, []);
}

/**
 * A button that opens a menu of which one item is chosen, by the menu button pattern of the ARIA guide. `items` are
 * {value, text, lang}; `children` are the button's face and `label` its name.
 */
export function Menu({ label, items, value, onChoose, children }) {
  const [open, setOpen] = useState(false);
  const root = useRef();
  useLeave(root, () => setOpen(false));
  const entries = () => [...root.current.querySelectorAll('[role="menuitemradio"]')];
  // Before the next key is heard: one that comes first would see the focus taken back
  useLayoutEffect(() => {
    if (open) (entries().find((entry) => entry.ariaChecked === "true") ?? entries()[0])?.focus();
  }, [open]);
  const close = () => {
    setOpen(false);
    root.current.querySelector("button").focus();
  };
  const onKeyDown = (event) => {
    if (!open && !["ArrowDown", "ArrowUp"].includes(event.key)) return;
    const at = entries().indexOf(document.activeElement);
    const next = placeAfter(event.key, at, items.length, { vertical: true });
    if (!open) setOpen(true);
    else if (next !== null) entries()[next].focus();
    else if (event.key === "Escape") close();
    else if (event.key === "Tab") return setOpen(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return html`<div class="menu" ref=${root} onKeyDown=${onKeyDown}>
    <button type="button" class="button button-plain menu-button" aria-label=${label} title=${label} aria-haspopup="menu"
      aria-expanded=${open} onClick=${() => setOpen(!open)}>${children}</button>
    ${open && html`<div class="menu-items" role="menu" aria-label=${label}>
      ${items.map((item) => html`<button key=${item.value} type="button" role="menuitemradio" class="menu-item" lang=${item.lang}
        tabindex="-1" aria-checked=${item.value === value} onClick=${() => (close(), onChoose(item.value))}>${item.text}</button>`)}
    </div>`}
  </div>`;
}
