import { html } from "../../vendor/preact/preact.js";
import { t } from "../../strings/index.js";

/** The name beside the appointment bar in small: cap, work, notch, work, tail. */
export function Brand({ href }) {
  return html`<a class="brand" href=${href}>
    <svg class="brand-mark" viewBox="0 0 28 14" aria-hidden="true">
      <path d="M0 1h2v12H0zM3 1h8v12H3zM12 1h7v12h-7z" fill="currentColor" />
      <path class="brand-tail" d="M20 1h3l-3 5zM24.500 1H28l-7.200 12H20V8.500zM28 6v7h-4.200z" />
    </svg>
    ${t.product}
  </a>`;
}
