import { html } from "../../vendor/preact/preact.js";
import { bayKindText, skillText } from "../../model/simulation-words.js";
import { numberText } from "../../model/figures.js";
import { t } from "../../strings/index.js";
import { Button } from "../common/button.js";
import { Field } from "../common/field.js";
import { Select } from "../common/select.js";

const words = t.simulation;
const named = (list) => list.map(({ id, name }) => ({ value: id, text: name }));

function Hours({ id, label, value, least, most, wrong, onChange }) {
  return html`<${Field} id=${id} label=${label} type="number" inputmode="decimal" min=${least} max=${most} step="0.5" value=${value}
    error=${wrong && words.rules.range(numberText(least, 1), numberText(most))} onInput=${(event) => onChange(event.target.valueAsNumber)} />`;
}

function Skills({ id, skills, chosen, wrong, onChange }) {
  const toggle = (skill) => onChange(chosen.includes(skill) ? chosen.filter((one) => one !== skill) : [...chosen, skill]);
  return html`<fieldset class="skill-set" aria-describedby=${wrong ? `${id}-error` : undefined}><legend class="field-label">${words.skills}</legend>
    ${skills.map((skill) => html`<label key=${skill} class="skill"><input type="checkbox" checked=${chosen.includes(skill)}
      onChange=${() => toggle(skill)} />${skillText(skill)}</label>`)}
    ${wrong && html`<p class="field-error" id=${`${id}-error`}>${words.rules.skill}</p>`}
  </fieldset>`;
}

/** One change to try, with what it is made of. */
export function ChangeFields({ change, index, choices, wrong, onChange, onRemove }) {
  const { kind } = change;
  const put = (part) => onChange({ ...change, ...part });
  const id = (name) => `${name}-${index}`;
  return html`<li class="try"><div class="try-head"><b>${words.kinds[kind]}</b>
      <${Button} kind="plain" icon="x" name=${words.remove(words.kinds[kind])} onClick=${onRemove} /></div>
    ${kind === "block_capacity" && html`<${Select} id=${id("skill")} label=${words.skill} value=${change.skill}
      options=${choices.skills.map((value) => ({ value, text: skillText(value) }))} onChange=${(skill) => put({ skill })} />
      <${Hours} id=${id("hours")} label=${words.hoursPerDay} value=${change.hoursPerDay} least=${0.5} most=${200} wrong=${wrong[id("hours")]}
        onChange=${(hoursPerDay) => put({ hoursPerDay })} />`}
    ${kind === "add_technician" && html`<${Skills} id=${id("skills")} skills=${choices.skills} chosen=${change.skills} wrong=${wrong[id("skills")]}
        onChange=${(skills) => put({ skills })} />
      <${Hours} id=${id("hours")} label=${words.hours} value=${change.hours} least=${1} most=${24} wrong=${wrong[id("hours")]}
        onChange=${(hours) => put({ hours })} />`}
    ${kind === "remove_technician" && html`<${Select} id=${id("technician")} label=${words.technician} value=${change.technicianId}
      options=${named(choices.technicians)} onChange=${(technicianId) => put({ technicianId })} />`}
    ${kind === "add_bay" && html`<${Select} id=${id("bay-kind")} label=${words.bayKind} value=${change.bayKind}
      options=${choices.bayKinds.map((value) => ({ value, text: bayKindText(value) }))} onChange=${(bayKind) => put({ bayKind })} />`}
    ${kind === "remove_bay" && html`<${Select} id=${id("bay")} label=${words.bay} value=${change.bayId} options=${named(choices.bays)}
      onChange=${(bayId) => put({ bayId })} />`}
  </li>`;
}
