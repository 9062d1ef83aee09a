import { html } from "../../vendor/preact/preact.js";
import { useAction } from "../../hooks/action.js";
import { momentText } from "../../model/zone.js";
import { plural, t } from "../../strings/index.js";
import { Badge } from "../common/badge.js";
import { Icon } from "../common/icon.js";
import { More } from "../common/more.js";
import { Failure } from "../common/notice.js";
import { Pending } from "../common/pending.js";

const words = t.developers;
const looks = { delivered: ["circle-check", "go"], pending: ["clock", "info"], held: ["ban", "caution"], failed: ["circle-alert", "stop"] };

function Delivery({ delivery, onReplay }) {
  const { busy, problem, run } = useAction();
  const [icon, tone] = looks[delivery.status] ?? ["info", "info"];
  const tries = plural(delivery.attempts, words.attempts);
  const facts = [tries, delivery.lastStatus && words.answered(delivery.lastStatus), delivery.lastError].filter(Boolean).join(" · ");
  return html`<li class="delivery">
    <span class="soft">${momentText(delivery.createdAt)}</span>
    <span class="delivery-what"><code dir="ltr">${delivery.type}</code>
      <span class="soft">${facts}</span></span>
    <${Badge} tone=${tone} icon=${icon}>${words.states[delivery.status] ?? delivery.status}<//>
    <button type="button" class="button" disabled=${busy || delivery.status === "pending"} aria-label=${words.replayOne(delivery.type)}
      onClick=${() => run(() => onReplay(delivery.id))}>${words.replay}</button>
    ${problem && html`<div class="delivery-problem"><${Failure} problem=${problem} /></div>`}
  </li>`;
}

/** Every call owed or made, the latest first; a settled one can be made again under its id. */
export function Deliveries({ desk, log, say }) {
  const replay = async (id) => {
    await desk.replay(id);
    say(words.replayed);
    log.setData((old) => ({ ...old, items: old.items.map((one) => (one.id === id ? { ...one, status: "pending" } : one)) }));
  };
  return html`<section class="sheet" aria-label=${words.deliveries}>
    <div class="sheet-head"><h2>${words.deliveries}</h2>
      <button type="button" class="button" onClick=${log.reload}><${Icon} name="refresh-cw" />${words.again}</button></div>
    <${Pending} resource=${log} rows=${6} height="2.5rem" />
    ${log.items?.length === 0 && html`<p class="soft">${words.noDeliveries}</p>`}
    <ul class="deliveries">${log.items?.map((one) => html`<${Delivery} key=${one.id} delivery=${one} onReplay=${replay} />`)}</ul>
    <${More} list=${log}>${words.more}<//>
  </section>`;
}
