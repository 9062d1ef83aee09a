import { html } from "../../vendor/preact/preact.js";
import { usePages } from "../../hooks/pages.js";
import { momentText } from "../../model/moments.js";
import { staffCall } from "../../model/staff.js";
import { roleName, wordFor } from "../../model/words.js";
import { t } from "../../strings/index.js";
import { Badge } from "../common/badge.js";
import { Icon } from "../common/icon.js";
import { More } from "../common/more.js";
import { Pending } from "../common/pending.js";

const words = t.access;
const looks = { allow: ["circle-check", "go"], step_up: ["key-round", "caution"], deny: ["ban", "stop"], done: ["check", "info"] };

function Outcome({ outcome }) {
  const [icon, tone] = looks[outcome] ?? ["info", "info"];
  return html`<${Badge} tone=${tone} icon=${icon}>${words.outcomes[outcome] ?? outcome}<//>`;
}

/** Who did it and whom it was about: a name where there is one, else the beginning of the person's id. */
const subjectOf = ({ actor, personId }) => [actor, personId?.slice(0, 8)].filter(Boolean).join(" · ");

/** How, for which role, why, and the support agent's own words. */
function detailsOf({ action, reason, detail }) {
  const way = action === "session.opened" ? detail?.method : null;
  return [
    way && (t.shell.methods[way] ?? way), detail?.role && roleName(detail.role),
    reason && (words.reasons[reason] ?? wordFor({}, reason)), detail?.note,
  ].filter(Boolean).join(" · ");
}

function Entry({ entry }) {
  return html`<li class="audit-entry">
    <span class="soft">${momentText(entry.at)}</span>
    <span>${words.actions[entry.action] ?? wordFor({}, entry.action)}<bdi class="audit-subject">${subjectOf(entry)}</bdi></span>
    <span class="audit-end"><${Outcome} outcome=${entry.outcome} /><span class="soft">${detailsOf(entry)}</span></span>
  </li>`;
}

const limit = 20;

/** Every decision about who came in and why, the latest first. */
export function Audit({ session }) {
  const ask = (cursor, signal) => staffCall(session, "partner-gateway", "/v1/identity-audit", { query: { cursor, limit }, signal });
  const log = usePages("audit", ask);
  return html`<section class="sheet" aria-label=${words.audit}>
    <div class="sheet-head"><h2>${words.audit}</h2>
      <button type="button" class="button" onClick=${log.reload}><${Icon} name="refresh-cw" />${words.again}</button></div>
    <${Pending} resource=${log} rows=${8} height="2rem" />
    <ol class="audit">${log.items?.map((entry) => html`<${Entry} key=${entry.id} entry=${entry} />`)}</ol>
    <${More} list=${log}>${words.more}<//>
  </section>`;
}
