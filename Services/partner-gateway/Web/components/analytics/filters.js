import { html } from "../../vendor/preact/preact.js";
import { daysBetween } from "../../model/metrics.js";
import { addDays } from "../../model/zone.js";
import { t } from "../../strings/index.js";
import { DatePicker } from "../common/date-picker.js";
import { Select } from "../common/select.js";

const words = t.analytics;
const periods = Object.keys(words.periods).map(Number);

/** Workshop, service and period; `onChange` gets what changed. */
export function Filters({ filter, today, workshops, services, onChange }) {
  const days = filter.to === today ? daysBetween(filter.from, filter.to) : null;
  const places = [{ value: "", text: words.allWorkshops }, ...workshops.map(({ id, name }) => ({ value: id, text: name }))];
  const work = [{ value: "", text: words.allServices }, ...services.map(({ code, name }) => ({ value: code, text: name }))];
  return html`<div class="filters" role="group" aria-label=${words.period}>
    <${Select} id="workshop" label=${words.workshop} value=${filter.workshopId} options=${places}
      onChange=${(workshopId) => onChange({ workshopId })} />
    <${Select} id="service" label=${words.service} value=${filter.serviceCode} options=${work}
      onChange=${(serviceCode) => onChange({ serviceCode })} />
    <div class="segments">
      ${periods.map((count) => html`<button key=${count} type="button" class="button" aria-pressed=${days === count}
        onClick=${() => onChange({ from: addDays(today, 1 - count), to: today })}>${words.periods[count]}</button>`)}
    </div>
    <${DatePicker} id="from" label=${words.from} today=${today} value=${filter.from} max=${filter.to}
      onChange=${(from) => from && onChange({ from })} />
    <${DatePicker} id="to" label=${words.to} today=${today} value=${filter.to} min=${filter.from} max=${today}
      onChange=${(to) => to && onChange({ to })} />
  </div>`;
}
