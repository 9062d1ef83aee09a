import { html, useEffect, useRef, useState } from "../../vendor/preact/preact.js";
import { whenText } from "../../model/zone.js";
import { t } from "../../strings/index.js";
import { SlotRows } from "../booking/slot-list.js";
import { SlotPicker } from "../booking/slot-picker.js";
import { Failure, Notice } from "../common/notice.js";

/** Pick a new time, see old and new, confirm. `load` gives slots, `move(start)` does it. */
export function Move({ appointment, load, move, onClose }) {
  const zone = appointment.workshop.timeZone;
  const [slot, setSlot] = useState(null);
  const [view, setView] = useState({ busy: false, problem: null, turn: 0 });
  const title = useRef();
  // What was pressed has gone: a reader goes on from the heading of what came instead.
  useEffect(() => title.current.focus(), [slot]);
  const text = (instant) => whenText(instant, zone);
  const confirm = async () => {
    setView({ ...view, busy: true, problem: null });
    try {
      await move(slot.start);
    } catch (problem) {
      setView({ busy: false, problem, turn: view.turn + 1 });
      if (problem.slug === "slot-taken") setSlot(null);
    }
  };
  const taken = view.problem?.slug === "slot-taken" ? (view.problem.extensions.alternatives ?? []) : null;
  return html`<section class="step" aria-label=${t.booking.moveTitle}>
    <h1 class="visually-hidden">${t.booking.manageTitle}</h1>
    <h2 ref=${title} tabindex="-1">${slot ? t.booking.moveTo(text(slot.start)) : t.booking.moveTitle}</h2>
    ${view.problem && !taken && html`<${Failure} problem=${view.problem} />`}
    ${taken && html`<${Notice} tone="caution"><p>${t.booking.takenShort}</p><//>
      <${SlotRows} slots=${taken.slice(0, 5)} zone=${zone} onChoose=${setSlot} />`}
    ${slot
      ? html`<p>${t.booking.insteadOf(text(appointment.start))}</p>
          <div class="booked-actions">
            <button type="button" class="button button-main" disabled=${view.busy} onClick=${confirm}>${t.booking.move}</button>
            <button type="button" class="button" onClick=${() => setSlot(null)}>${t.booking.otherTime}</button>
            <button type="button" class="button button-plain" onClick=${onClose}>${t.booking.keep}</button>
          </div>`
      : html`<${SlotPicker} name=${`${appointment.id} ${view.turn}`} zone=${zone} load=${load}
          services=${appointment.services} present=${appointment.start} onChoose=${setSlot} />
          <button type="button" class="button" onClick=${onClose}>${t.booking.keep}</button>`}
  </section>`;
}
