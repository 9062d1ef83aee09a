import { html } from "../../vendor/preact/preact.js";
import { Failure } from "./notice.js";

/** The next page of a list (hooks/pages.js), one a press, until there is none. */
export const More = ({ list, children }) => html`${list.moreProblem && html`<${Failure} problem=${list.moreProblem} />`}
  ${list.more && html`<p><button type="button" class="button" disabled=${list.busy} onClick=${list.more}>${children}</button></p>`}`;
