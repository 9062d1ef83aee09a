import { html } from "../../vendor/preact/preact.js";
import { Icon } from "./icon.js";

const kinds = { main: "button-main", plain: "button-plain", stop: "button-stop", ordinary: "" };

/**
 * A button. `kind` is "ordinary", "main" (the one most important action of a page), "plain" or "stop"; a `busy` one keeps its
 * size, its name and the focus, and does nothing until it is done. With `name` it shows its icon only.
 */
export function Button({ kind = "ordinary", type = "button", icon, name, busy = false, disabled = false, onClick, children, ...rest }) {
  const classes = ["button", kinds[kind], name && "button-icon", busy && "button-busy"].filter(Boolean).join(" ");
  const press = (event) => (busy ? event.preventDefault() : onClick?.(event));
  return html`<button type=${type} class=${classes} aria-busy=${busy || undefined} aria-disabled=${busy || undefined}
    aria-label=${name} title=${name} disabled=${disabled} onClick=${press} ...${rest}>
    ${icon && html`<${Icon} name=${icon} />`}${children}</button>`;
}
