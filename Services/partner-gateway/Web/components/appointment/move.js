import { html, useEffect, useRef, useState } from "../../vendor/preact/preact.js";
import { moneyText } from "../../model/figures.js";
import { whenText } from "../../model/zone.js";
import { t } from "../../strings/index.js";
import { SlotRows } from "../booking/slot-list.js";
import { SlotPicker } from "../booking/slot-picker.js";
import { Failure, Notice } from "../common/notice.js";
import { FeeConsent, Grounds } from "./grounds.js";

/** Old and new time, what it costs, why where that is asked for, and the last word. */
function Confirm({ appointment, slot, asking, busy, onConfirm, onAsk, onOther, onClose }) {
  const change = appointment.policy?.move;
  const fee = asking ? null : change?.costsNow;
  const wantsReason = asking || change?.reasonRequired;
  const [value, setValue] = useState({ reason: "", note: "" });
  const [agreed, setAgreed] = useState(false);
  const [missing, setMissing] = useState(null);
  const confirm = () => {
    if (wantsReason && !value.reason) return setMissing("reason");
    if (fee && !agreed) return setMissing("fee");
    return onConfirm({ reason: value.reason || undefined, note: value.note.trim() || undefined, acceptFee: fee?.amount });
  };
  return html`<p>${t.booking.insteadOf(whenText(appointment.start, appointment.workshop.timeZone))}
      ${fee && html` ${t.booking.fee.move(moneyText(fee))}`} ${asking && t.booking.ask.text}</p>
    ${wantsReason && html`<${Grounds} change=${change} value=${value} withNote=${asking}
      missing=${missing === "reason" && !value.reason} onChange=${setValue} />`}
    ${fee && html`<${FeeConsent} fee=${fee} agreed=${agreed} missing=${missing === "fee" && !agreed} onChange=${setAgreed} />
      <p><button type="button" class="link" onClick=${onAsk}>${t.booking.fee.ask}</button></p>`}
    <div class="booked-actions">
      <button type="button" class="button button-main" disabled=${busy} onClick=${confirm}>${asking ? t.booking.ask.send : t.booking.move}</button>
      <button type="button" class="button" onClick=${onOther}>${t.booking.otherTime}</button>
      <button type="button" class="button button-plain" onClick=${onClose}>${t.booking.keep}</button>
    </div>`;
}

/**
 * Pick a new time, see old and new, confirm. `load` gives slots, `move(start, grounds)` does it; `asking` sends it to the workshop as a
 * request, and `onAsk` turns to that.
 */
export function Move({ appointment, asking = false, load, move, onAsk, onClose }) {
  const zone = appointment.workshop.timeZone;
  const [slot, setSlot] = useState(null);
  const [view, setView] = useState({ busy: false, problem: null, turn: 0 });
  const title = useRef();
  // What was pressed has gone: a reader goes on from the heading of what came instead.
  useEffect(() => title.current.focus(), [slot, asking]);
  const words = asking ? t.booking.ask.titles : { move: t.booking.moveTitle, moveTo: t.booking.moveTo };
  const confirm = async (grounds) => {
    setView({ ...view, busy: true, problem: null });
    try {
      await move(slot.start, grounds);
    } catch (problem) {
      setView({ busy: false, problem, turn: view.turn + 1 });
      if (problem.slug === "slot-taken") setSlot(null);
    }
  };
  const taken = view.problem?.slug === "slot-taken" ? (view.problem.extensions.alternatives ?? []) : null;
  return html`<section class="step" aria-label=${words.move}>
    <h1 class="visually-hidden">${t.booking.manageTitle}</h1>
    <h2 ref=${title} tabindex="-1">${slot ? words.moveTo(whenText(slot.start, zone)) : words.move}</h2>
    ${view.problem && !taken && html`<${Failure} problem=${view.problem} />`}
    ${taken && html`<${Notice} tone="caution"><p>${t.booking.takenShort}</p><//>
      <${SlotRows} slots=${taken.slice(0, 5)} zone=${zone} onChoose=${setSlot} />`}
    ${slot
      ? html`<${Confirm} key=${asking} appointment=${appointment} slot=${slot} asking=${asking} busy=${view.busy} onConfirm=${confirm}
          onAsk=${() => (setView({ ...view, problem: null }), onAsk())} onOther=${() => setSlot(null)} onClose=${onClose} />`
      : html`<${SlotPicker} name=${`${appointment.id} ${view.turn}`} zone=${zone} load=${load}
          services=${appointment.services} present=${appointment.start} onChoose=${setSlot} />
          <button type="button" class="button" onClick=${onClose}>${t.booking.keep}</button>`}
  </section>`;
}
