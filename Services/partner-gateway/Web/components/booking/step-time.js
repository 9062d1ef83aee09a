import { html, useState } from "../../vendor/preact/preact.js";
import { call } from "../../model/api.js";
import { whenText } from "../../model/zone.js";
import { t } from "../../strings/index.js";
import { Notice } from "../common/notice.js";
import { OnDemand } from "../common/on-demand.js";
import { SlotRows } from "./slot-list.js";
import { SlotPicker } from "./slot-picker.js";

const wait = () => import("./wait.js");

function Taken({ taken, zone, onChoose }) {
  const time = whenText(taken.start, zone);
  if (taken.alternatives.length === 0) return html`<${Notice} tone="caution"><p>${t.booking.takenNone(time)}</p><//>`;
  return html`<section class="taken">
    <${Notice} tone="caution"><p>${t.booking.taken(time)}</p><//>
    <${SlotRows} slots=${taken.alternatives.slice(0, 5)} zone=${zone} onChoose=${onChoose} />
  </section>`;
}

/** Step 2: when. */
export function StepTime({ state, dispatch, workshop, services }) {
  const choose = (slot) => dispatch({ type: "slot", slot });
  const query = { workshopId: state.workshopId, serviceIds: state.serviceIds.join(","), vehicleClass: state.vehicle.class };
  const [waits, setWaits] = useState(false);
  const own = state.hold ? { holdId: state.hold.id } : {};
  const load = (from, days, signal) => call("booking", "/v1/slots", { query: { ...query, ...own, from, days }, signal });
  const turn = state.taken?.start ?? "";
  return html`<div class="step">
    <h2>${t.booking.when}</h2>
    ${state.taken && html`<${Taken} taken=${state.taken} zone=${workshop.timeZone} onChoose=${choose} />`}
    <${SlotPicker} name=${JSON.stringify([query, turn])} zone=${workshop.timeZone} load=${load} services=${services}
      onChoose=${choose} />
    <p>${t.booking.waitAsk} <button type="button" class="link" onClick=${() => setWaits(true)}>${t.booking.wait}</button></p>
    ${waits && html`<${OnDemand} load=${wait} name="Wait" state=${state} dispatch=${dispatch} workshop=${workshop}
      onClose=${() => setWaits(false)} />`}
  </div>`;
}
