import { html } from "../../vendor/preact/preact.js";
import { t } from "../../strings/index.js";
import { Failure } from "./notice.js";

/** Grey rows in place of what is coming; CSS keeps them hidden for the first 300 ms. */
export function Skeleton({ rows = 4, height = "3rem" }) {
  return html`<div class="skeleton" role="status" aria-label=${t.loading}>
    ${Array.from({ length: rows }, (_, index) => html`<span key=${index} style=${{ "--skeleton": height }}></span>`)}
  </div>`;
}

/** In place of a resource (hooks/resource.js) that is not there: why, or grey rows while the first answer is on its way. */
export function Pending({ resource, rows, height }) {
  const { state, data, problem, reload } = resource;
  if (state === "failed") return html`<${Failure} problem=${problem} retry=${reload} />`;
  return data === null && state === "loading" ? html`<${Skeleton} rows=${rows} height=${height} />` : null;
}
