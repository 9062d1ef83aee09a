import { html } from "../../vendor/preact/preact.js";
import { plainList } from "../../model/words.js";
import { numberText } from "../../model/figures.js";
import { t } from "../../strings/index.js";

/** Where the reader is, drawn as the bar: one segment a step. Steps already done can be gone back to. */
export function Steps({ step, onStep }) {
  return html`<ol class="steps" aria-label=${plainList(t.booking.steps)}>
    ${t.booking.steps.map((name, index) => {
      const number = index + 1;
      const state = number < step ? "done" : number === step ? "here" : "ahead";
      const word = html`<span class="steps-number">${numberText(number)}</span> ${name}`;
      const back = html`<button type="button" onClick=${() => onStep(number)}>${word}</button>`;
      return html`<li key=${name} class=${`steps-${state}`} aria-current=${state === "here" ? "step" : undefined}>
        ${state === "done" ? back : html`<span>${word}</span>`}
      </li>`;
    })}
  </ol>`;
}
