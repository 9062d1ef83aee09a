import { html, useState } from "../../vendor/preact/preact.js";
import { missingOn, sumOf } from "../../model/booking.js";
import { moneyText } from "../../model/figures.js";
import { durationText } from "../../model/zone.js";
import { plural, t } from "../../strings/index.js";
import { Field } from "../common/field.js";
import { Pending } from "../common/pending.js";
import { ServiceList } from "./service-list.js";
import { VehicleFields } from "./vehicle-fields.js";
import { focusFirstError } from "./focus.js";

function Workshop({ workshops, chosen, onChange }) {
  const address = workshops.find(({ id }) => id === chosen)?.address;
  return html`<${Field} id="workshop" label=${t.booking.workshop} hint=${address} as="select" value=${chosen}
    onChange=${(event) => onChange(event.target.value)}>
    ${workshops.map(({ id, name }) => html`<option key=${id} value=${id}>${name}</option>`)}
  <//>`;
}

/** What is chosen so far, beside the button that goes on. */
function WorkSum({ services, chosen }) {
  const lines = services.filter(({ id }) => chosen.includes(id));
  if (lines.length === 0) return null;
  const { price, minutes } = sumOf(lines);
  return html`<p class="step-sum" aria-live="polite">
    ${t.booking.workSum(plural(lines.length, t.booking.chosen), moneyText(price), durationText(minutes))}</p>`;
}

/** Step 1: which workshop, what work, which car. */
export function StepCar({ state, dispatch, workshops, services }) {
  const [asked, setAsked] = useState(false);
  const missing = asked ? missingOn(1, state) : {};
  const submit = (event) => {
    event.preventDefault();
    setAsked(true);
    if (Object.keys(missingOn(1, state)).length === 0) dispatch({ type: "step", step: 2 });
    else focusFirstError(event.target);
  };
  return html`<form class="step" noValidate onSubmit=${submit}>
    <${Workshop} workshops=${workshops} chosen=${state.workshopId} onChange=${(id) => dispatch({ type: "workshop", id })} />
    <${Pending} resource=${services} rows=${5} height="3.5rem" />
    ${services.data && html`<${ServiceList} services=${services.data} chosen=${state.serviceIds} error=${missing.services}
      onToggle=${(id) => dispatch({ type: "service", id })} />`}
    ${services.data && html`<${Field} id="note" as="textarea" label=${t.booking.note} optional
      placeholder=${t.booking.notePlaceholder} maxlength="1000"
      value=${state.note} onInput=${(event) => dispatch({ type: "note", value: event.target.value })} />
    <${VehicleFields} vehicle=${state.vehicle} missing=${missing}
      onChange=${(field, value) => dispatch({ type: "vehicle", field, value })} />`}
    <div class="step-end">
      <${WorkSum} services=${services.data ?? []} chosen=${state.serviceIds} />
      <button class="button button-main">${t.booking.chooseTime}</button>
    </div>
  </form>`;
}
