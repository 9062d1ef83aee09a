import { html } from "../../vendor/preact/preact.js";

const sprite = new URL("../../vendor/lucide/icons.svg", import.meta.url).pathname;

/** Decoration beside a word; a control without a word carries its own name. */
export function Icon({ name }) {
  return html`<svg class=${`icon icon-${name}`} viewBox="0 0 24 24" aria-hidden="true"><use href=${`${sprite}#${name}`} /></svg>`;
}
