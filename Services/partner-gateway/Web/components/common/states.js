import { html } from "../../vendor/preact/preact.js";
import { t } from "../../strings/index.js";
import { Icon } from "./icon.js";
import { Failure } from "./notice.js";
import { Skeleton } from "./pending.js";

function State({ icon, title, text, children }) {
  return html`<div class="state"><${Icon} name=${icon} /><div>
    ${title && html`<p><b>${title}</b></p>`}<p>${text}</p>${children}</div></div>`;
}

/** There is nothing, and what to do about it (`children`: an action). */
export const Empty = ({ text = t.nothing, title, children }) =>
  html`<${State} icon="inbox" title=${title} text=${text}>${children}<//>`;

/** It is on its way; seen only when it takes more than 300 ms. */
export const Loading = Skeleton;

/** It went wrong: why, and a way to try again. */
export const Failed = Failure;

/** No network: what is missing comes by itself when there is one. */
export const OfflineState = () => html`<${State} icon="wifi-off" text=${t.errors.offline} />`;

const { permission } = t.shell;

/** The reader's role does not allow it. */
export const Forbidden = ({ role }) => html`<${State} icon="lock" title=${permission.title} text=${permission.text(role)} />`;
