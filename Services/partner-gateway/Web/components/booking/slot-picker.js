import { html, useRef, useState } from "../../vendor/preact/preact.js";
import { useResource } from "../../hooks/resource.js";
import { addDays, dayOf, foreignZoneName } from "../../model/zone.js";
import { t } from "../../strings/index.js";
import { Failure, Notice } from "../common/notice.js";
import { Skeleton } from "../common/pending.js";
import { DayStrip } from "./day-strip.js";
import { SlotList, SlotRows, isPresent } from "./slot-list.js";

const week = 7;

/** Why there is no time on any day: which of the services cannot be had in one visit. */
function Apart({ groups, services }) {
  const nameOf = (id) => services.find((one) => one.id === id)?.name ?? id;
  return html`<${Notice} tone="caution"><div>
    <p>${t.booking.apart}</p>
    <ul>${groups.map((ids) => html`<li key=${ids.join()}>${ids.map(nameOf).join(" + ")}</li>`)}</ul>
  </div><//>`;
}

/**
 * Days and times to choose from. `load(from, days, signal)` gives the answer of a slots request; `name` tells answers apart;
 * `services` are named where they cannot be had together; `present` is the start of what is to be moved.
 */
export function SlotPicker({ name, zone, load, services, present, onChoose }) {
  const today = dayOf(Date.now(), zone);
  const [from, setFrom] = useState(today);
  const [day, setDay] = useState(null);
  const slots = useResource(`${name} ${from}`, (signal) => load(from, week, signal));
  // The days before stay until others come, so that whoever turns weeks by keys keeps the button under them.
  const last = useRef({});
  if (slots.data !== null) last.current = { name, data: slots.data };
  const answer = slots.data ?? (last.current.name === name ? last.current.data : null);
  if (slots.state === "failed") return html`<${Failure} problem=${slots.problem} retry=${slots.reload} />`;
  if (answer === null) return html`<${Skeleton} rows=${5} height="4rem" />`;

  const { days, apart } = answer;
  const best = (answer.best ?? []).filter((slot) => !isPresent(slot, present));
  if (apart) return html`<${Apart} groups=${apart} services=${services} />`;
  const go = (next) => (setFrom(next), setDay(null));
  const shown = days.find(({ date }) => date === day) ?? days.find((one) => one.slots.length > 0);
  const zoneName = foreignZoneName(Date.now(), zone);
  return html`<div class="picker" aria-busy=${slots.data === null}>
    ${zoneName && html`<p class="zone">${t.zone(zoneName)}</p>`}
    ${best.length > 0 && html`<section>
      <h3>${t.booking.best}</h3><${SlotRows} slots=${best.slice(0, 3)} zone=${zone} onChoose=${onChoose} />
    </section>`}
    ${days.length > 0 && html`<${DayStrip} days=${days} chosen=${shown?.date} onChoose=${setDay}
      onEarlier=${from > today ? () => go(addDays(from, -week)) : undefined} onLater=${() => go(addDays(from, week))} />`}
    ${shown
      ? html`<div class="picker-slots"><${SlotList} slots=${shown.slots} zone=${zone} present=${present}
          onChoose=${onChoose} /></div>`
      : html`<div class="empty"><p>${t.booking.noneAtAll}</p>
          <button type="button" class="button" onClick=${() => go(addDays(from, week))}>${t.booking.nextDays}</button></div>`}
  </div>`;
}
