import { html } from "../../vendor/preact/preact.js";
import { t } from "../../strings/index.js";

/** Grey rows in place of what is coming; CSS keeps them hidden for the first 300 ms. */
export function Skeleton({ rows = 4, height = "3rem" }) {
  return html`<div class="skeleton" role="status" aria-label=${t.loading}>
    ${Array.from({ length: rows }, (_, index) => html`<span key=${index} style=${{ "--skeleton": height }}></span>`)}
  </div>`;
}
