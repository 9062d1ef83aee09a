import { html, useRef, useState } from "../../vendor/preact/preact.js";
import { isRightToLeft, placeAfter } from "../../model/roving.js";

/** Tabs by the ARIA guide: one stop of the Tab key, arrows go round and open. `tabs` are {id, name, content}; `id` is unique on the page. */
export function Tabs({ label, tabs }) {
  const [shown, setShown] = useState(tabs[0].id);
  const list = useRef();
  const onKeyDown = (event) => {
    const at = tabs.findIndex(({ id }) => id === shown);
    const next = placeAfter(event.key, at, tabs.length, { rightToLeft: isRightToLeft() });
    if (next === null) return;
    event.preventDefault();
    setShown(tabs[next].id);
    list.current.children[next].focus();
  };
  return html`<div class="tabs">
    <div class="tab-list" role="tablist" aria-label=${label} ref=${list} onKeyDown=${onKeyDown}>
      ${tabs.map(({ id, name }) => html`<button key=${id} type="button" role="tab" class="tab" id=${`tab-${id}`}
        aria-selected=${id === shown} aria-controls=${`panel-${id}`} tabindex=${id === shown ? 0 : -1}
        onClick=${() => setShown(id)}>${name}</button>`)}
    </div>
    ${tabs.map(({ id, content }) => html`<div key=${id} role="tabpanel" class="tab-panel" id=${`panel-${id}`}
      aria-labelledby=${`tab-${id}`} tabindex="0" hidden=${id !== shown}>${id === shown && content}</div>`)}
  </div>`;
}
