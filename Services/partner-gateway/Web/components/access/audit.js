import { html, useEffect } from "../../vendor/preact/preact.js";
import { usePages } from "../../hooks/pages.js";
import { momentText } from "../../model/zone.js";
import { maySee } from "../../model/session.js";
import { staffCall } from "../../model/staff.js";
import { roleName, wordFor } from "../../model/words.js";
import { t } from "../../strings/index.js";
import { Badge } from "../common/badge.js";
import { Icon } from "../common/icon.js";
import { More } from "../common/more.js";
import { Pending } from "../common/pending.js";

const words = t.access;
const looks = { allow: ["circle-check", "go"], step_up: ["key-round", "caution"], deny: ["ban", "stop"], done: ["check", "info"],
  told: ["check", "info"], withheld: ["ban", "caution"],
};

function Outcome({ outcome }) {
  const [icon, tone] = looks[outcome] ?? ["info", "info"];
  return html`<${Badge} tone=${tone} icon=${icon}>${words.outcomes[outcome] ?? outcome}<//>`;
}

/** Whom it was about, with the way to their devices; who has no account any more is told by the beginning of their id. */
function Subject({ personId, name, session }) {
  const text = html`<bdi>${name ?? words.nobody(personId.slice(0, 8))}</bdi>`;
  return maySee(session, "support") ? html`<a href=${`/support?${new URLSearchParams({ person: personId })}`}>${text}</a>` : text;
}

/** Who did it, where that was somebody else, and whom it was about. */
function Who({ entry, session }) {
  const { actor, personId, personName } = entry;
  return html`<span class="audit-subject">${actor && html`<bdi>${actor}</bdi>`}${actor && personId && " · "}
    ${personId && html`<${Subject} personId=${personId} name=${personName} session=${session} />`}</span>`;
}

/** How, for which role, why, and the support agent's own words. */
function detailsOf({ action, reason, detail }) {
  const way = action === "session.opened" ? detail?.method : null;
  return [
    way && (t.shell.methods[way] ?? way), detail?.role && roleName(detail.role),
    reason && (words.reasons[reason] ?? wordFor({}, reason)), detail?.note,
  ].filter(Boolean).join(" · ");
}

function Entry({ entry, session }) {
  return html`<li class="audit-entry">
    <span class="soft">${momentText(entry.at)}</span>
    <span>${words.actions[entry.action] ?? wordFor({}, entry.action)}<${Who} entry=${entry} session=${session} /></span>
    <span class="audit-end"><${Outcome} outcome=${entry.outcome} /><span class="soft">${detailsOf(entry)}</span></span>
  </li>`;
}

const limit = 20;

/** Every decision about who came in and why, the latest first; read anew at each `turn` of what is decided on the page. */
export function Audit({ session, turn }) {
  const ask = (cursor, signal) => staffCall(session, "partner-gateway", "/v1/identity-audit", { query: { cursor, limit }, signal });
  const log = usePages("audit", ask);
  useEffect(() => void (turn > 0 && log.reload()), [turn]);
  return html`<section class="sheet" aria-label=${words.audit}>
    <div class="sheet-head"><h2>${words.audit}</h2>
      <button type="button" class="button" onClick=${log.reload}><${Icon} name="refresh-cw" />${words.again}</button></div>
    <${Pending} resource=${log} rows=${8} height="2rem" />
    <ol class="audit">${log.items?.map((entry) => html`<${Entry} key=${entry.id} entry=${entry} session=${session} />`)}</ol>
    <${More} list=${log}>${words.more}<//>
  </section>`;
}
