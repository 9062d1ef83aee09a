import { html } from "../../vendor/preact/preact.js";
import { daysBetween } from "../../model/metrics.js";
import { addDays } from "../../model/zone.js";
import { t } from "../../strings/index.js";
import { Field } from "../common/field.js";

const words = t.analytics;
const periods = Object.keys(words.periods).map(Number);

/** Workshop, service and period; `onChange` gets what changed. */
export function Filters({ filter, today, workshops, services, onChange }) {
  const days = filter.to === today ? daysBetween(filter.from, filter.to) : null;
  const set = (name) => (event) => event.target.value !== undefined && onChange({ [name]: event.target.value });
  return html`<div class="filters" role="group" aria-label=${words.period}>
    <${Field} id="workshop" label=${words.workshop} as="select" value=${filter.workshopId} onChange=${set("workshopId")}>
      <option value="">${words.allWorkshops}</option>
      ${workshops.map(({ id, name }) => html`<option key=${id} value=${id}>${name}</option>`)}
    <//>
    <${Field} id="service" label=${words.service} as="select" value=${filter.serviceCode} onChange=${set("serviceCode")}>
      <option value="">${words.allServices}</option>
      ${services.map(({ code, name }) => html`<option key=${code} value=${code}>${name}</option>`)}
    <//>
    <div class="segments">
      ${periods.map((count) => html`<button key=${count} type="button" class="button" aria-pressed=${days === count}
        onClick=${() => onChange({ from: addDays(today, 1 - count), to: today })}>${words.periods[count]}</button>`)}
    </div>
    <${Field} id="from" type="date" label=${words.from} value=${filter.from} max=${filter.to}
      onChange=${(event) => event.target.value && onChange({ from: event.target.value })} />
    <${Field} id="to" type="date" label=${words.to} value=${filter.to} min=${filter.from} max=${today}
      onChange=${(event) => event.target.value && onChange({ to: event.target.value })} />
  </div>`;
}
