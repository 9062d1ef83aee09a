import { html, useEffect, useRef } from "../../vendor/preact/preact.js";
import { t } from "../../strings/index.js";
import { Icon } from "./icon.js";

const icons = { stop: "circle-alert", caution: "triangle-alert", go: "circle-check", info: "info" };

/** A message in the flow of the page. Trouble is announced at once, the rest when the reader is idle. */
export function Notice({ tone = "info", children }) {
  const role = tone === "stop" ? "alert" : "status";
  return html`<div class=${`notice tone-${tone}`} role=${role}><${Icon} name=${icons[tone]} />${children}</div>`;
}

/** What went wrong, in the reader's words, and what to do next. */
export function problemText(problem) {
  const ownFault = problem?.status >= 400 && problem.status < 500;
  return t.errors[problem?.slug] ?? (ownFault && problem.detail ? problem.detail : t.errors.unknown);
}

/** Told of on the page when what the reader did has failed: what said that all is well leaves. */
export const failed = "pitcrew.failed";

/** Why something is not there, with `retry`; or why what the reader did has failed, which comes into view. */
export function Failure({ problem, retry }) {
  const root = useRef();
  useEffect(() => {
    if (retry) return;
    dispatchEvent(new Event(failed));
    root.current.scrollIntoView({ block: "nearest" });
  }, [problem]);
  return html`<div ref=${root}><${Notice} tone="stop">
    <p><b>${t.errorTitle}.</b> ${problemText(problem)}</p>
    ${retry && html`<p><button type="button" class="link" onClick=${retry}>${t.retry}</button></p>`}
  <//></div>`;
}
