import { html } from "../../vendor/preact/preact.js";
import { firstSteps } from "../../model/first-steps.js";
import { addDays, dayOf } from "../../model/zone.js";
import { t } from "../../strings/index.js";
import { Prose } from "./prose.js";
import { Snippet } from "./snippet.js";

const words = t.developers;
const steps = ["client", "token", "booking", "webhook", "check"];

function Step({ name, code }) {
  const { title, text, more } = words.steps[name];
  return html`<li class="step"><div class="step-text"><h3>${title}</h3><p><${Prose} text=${text} /></p>
      ${more && html`<p class="soft"><${Prose} text=${more} /></p>`}</div>
    <${Snippet} name=${title} code=${code} /></li>`;
}

/** From nothing to a checked call, in five steps to copy; folded where somebody is connected already. */
export function Start({ folded }) {
  const codes = firstSteps(location.origin, addDays(dayOf(Date.now(), "UTC"), 1));
  return html`<section class="sheet start" aria-label=${words.start}>
    <div class="sheet-head"><h2>${words.start}</h2></div>
    <details key=${folded} open=${!folded}><summary>${words.fiveSteps}</summary>
      <ol class="steps">${steps.map((name) => html`<${Step} key=${name} name=${name} code=${codes[name]} />`)}</ol></details>
  </section>`;
}
