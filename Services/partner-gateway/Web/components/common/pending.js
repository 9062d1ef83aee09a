import { html } from "../../vendor/preact/preact.js";
import { Failure } from "./notice.js";
import { Skeleton } from "./skeleton.js";

/** In place of a resource (hooks/resource.js) that is not there: why, or grey rows while the first answer is on its way. */
export function Pending({ resource, rows, height }) {
  const { state, data, problem, reload } = resource;
  if (state === "failed") return html`<${Failure} problem=${problem} retry=${reload} />`;
  return data === null && state === "loading" ? html`<${Skeleton} rows=${rows} height=${height} />` : null;
}
