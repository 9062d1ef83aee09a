import { html } from "../../vendor/preact/preact.js";
import { blank } from "../../model/simulation.js";
import { numberText } from "../../model/figures.js";
import { t } from "../../strings/index.js";
import { Button } from "../common/button.js";
import { DatePicker } from "../common/date-picker.js";
import { Field } from "../common/field.js";
import { Select } from "../common/select.js";
import { ChangeFields } from "./change-fields.js";

const words = t.simulation;
const options = (names) => Object.entries(names).map(([value, text]) => ({ value, text }));

function Demand({ demand, wrong, onChange }) {
  return html`<${Select} id="demand" label=${words.demand} value=${demand.kind} options=${options(words.demands)}
      onChange=${(kind) => onChange({ ...demand, kind })} />
    ${demand.kind === "history"
      ? html`<${Select} id="history" label=${words.lately} value=${demand.days} options=${options(words.histories)}
          onChange=${(days) => onChange({ ...demand, days })} />`
      : html`<${Field} id="per-day" label=${words.perDay} type="number" inputmode="numeric" min="1" max="300" value=${demand.perDay}
          error=${wrong["per-day"] && words.rules.range(numberText(1), numberText(300))}
          onInput=${(event) => onChange({ ...demand, perDay: event.target.valueAsNumber })} />`}`;
}

/** What is asked: where, for how long, which changes, and who will call. */
export function SimulationForm({ form, workshops, choices, today, wrong, busy, onWorkshop, onChange, onRun }) {
  const { changes } = form;
  const put = (part) => onChange({ ...form, ...part });
  const add = (kind) => kind && put({ changes: [...changes, { ...blank(kind, choices), key: Date.now() + changes.length }] });
  const submit = (event) => {
    event.preventDefault();
    if (!busy) onRun();
  };
  return html`<form class="simulation-form" noValidate onSubmit=${submit}>
    <div class="form-grid">
      <${Select} id="workshop" label=${words.workshop} value=${form.workshopId} onChange=${onWorkshop}
        options=${workshops.map(({ id, name }) => ({ value: id, text: name }))} />
      <${DatePicker} id="from" label=${words.from} value=${form.from} min=${today} today=${today} onChange=${(from) => from && put({ from })} />
      <${Select} id="days" label=${words.days} value=${form.days} options=${options(words.spans)} onChange=${(days) => put({ days })} />
    </div>
    <fieldset><legend>${words.changes}</legend>
      <ul class="tries">${changes.map((change, index) => html`<${ChangeFields} key=${change.key} change=${change} index=${index} choices=${choices}
        wrong=${wrong} onChange=${(next) => put({ changes: changes.map((one) => (one === change ? next : one)) })}
        onRemove=${() => put({ changes: changes.filter((one) => one !== change) })} />`)}</ul>
      <${Select} id="add" label=${words.add} value="" options=${[{ value: "", text: "–" }, ...options(words.kinds)]} onChange=${add} />
    </fieldset>
    <fieldset class="form-grid"><legend class="visually-hidden">${words.demand}</legend>
      <${Demand} demand=${form.demand} wrong=${wrong} onChange=${(demand) => put({ demand })} /></fieldset>
    <${Button} kind="main" type="submit" busy=${busy}>${words.run}<//>
  </form>`;
}
