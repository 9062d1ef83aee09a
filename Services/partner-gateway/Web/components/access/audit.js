import { html } from "../../vendor/preact/preact.js";
import { usePages } from "../../hooks/pages.js";
import { momentText } from "../../model/moments.js";
import { staffCall } from "../../model/staff.js";
import { wordFor } from "../../model/words.js";
import { t } from "../../strings/index.js";
import { Icon } from "../common/icon.js";
import { Failure } from "../common/notice.js";
import { Skeleton } from "../common/skeleton.js";

const words = t.access;
const looks = { allow: ["circle-check", "go"], "step-up": ["key-round", "caution"], deny: ["ban", "stop"] };

function Outcome({ outcome }) {
  if (!outcome) return null;
  const [icon, tone] = looks[outcome] ?? ["info", "info"];
  return html`<span class=${`status tone-${tone}`}><${Icon} name=${icon} />${words.outcomes[outcome] ?? outcome}</span>`;
}

function Entry({ entry }) {
  const reason = entry.reason && (words.reasons[entry.reason] ?? entry.reason);
  return html`<li class="audit-entry">
    <span class="soft">${momentText(entry.at)}</span>
    <span>${words.actions[entry.action] ?? wordFor({}, entry.action)}<bdi class="audit-subject">${entry.subject}</bdi></span>
    <span class="audit-end"><${Outcome} outcome=${entry.outcome} />${reason && html`<span class="soft">${reason}</span>`}</span>
  </li>`;
}

/** Every decision about who came in and why, the latest first. */
export function Audit({ session }) {
  const ask = (cursor, signal) => staffCall(session, "partner-gateway", "/v1/identity-audit", { query: { cursor }, signal });
  const log = usePages("audit", ask);
  return html`<section class="sheet" aria-label=${words.audit}>
    <div class="sheet-head"><h2>${words.audit}</h2>
      <button type="button" class="button" onClick=${log.reload}><${Icon} name="refresh-cw" />${words.again}</button></div>
    ${log.state === "failed" && html`<${Failure} problem=${log.problem} retry=${log.reload} />`}
    ${log.items === null && log.state === "loading" && html`<${Skeleton} rows=${8} height="2rem" />`}
    <ol class="audit">${log.items?.map((entry) => html`<${Entry} key=${entry.id} entry=${entry} />`)}</ol>
    ${log.moreProblem && html`<${Failure} problem=${log.moreProblem} />`}
    ${log.more && html`<p><button type="button" class="button" disabled=${log.busy} onClick=${log.more}>${words.more}</button></p>`}
  </section>`;
}
