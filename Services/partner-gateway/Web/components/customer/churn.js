import { html } from "../../vendor/preact/preact.js";
import { numberText, percentText } from "../../model/figures.js";
import { bandOf, strongest } from "../../model/profile.js";
import { fullDateText } from "../../model/zone.js";
import { t } from "../../strings/index.js";

const words = t.customers;

function Reason({ reason, most }) {
  const { contribution, text } = reason;
  const way = contribution > 0 ? "raises" : "lowers";
  return html`<li>
    <span>${text}</span><span class=${way}>${contribution > 0 ? "↑" : "↓"} ${words[way]}</span>
    <span class="churn-weight" aria-hidden="true">
      <i class=${way} style=${{ "--width": `${(Math.abs(contribution) / most) * 100}%` }}></i></span>
  </li>`;
}

/** The churn score as a figure, a word and a scale, with the reasons and which way each one pulls. */
export function Churn({ churn, zone }) {
  if (!churn) return html`<section class="churn"><h3>${words.churn}</h3><p class="soft">${words.noScore}</p></section>`;
  const band = bandOf(churn.probability);
  const reasons = strongest(churn.reasons ?? []);
  const most = Math.max(...reasons.map(({ contribution }) => Math.abs(contribution)), 0.001);
  return html`<section class=${`churn churn-${band}`}>
    <h3>${words.churn}</h3>
    <p class="churn-figure"><b>${percentText(churn.probability)}</b> <span>${words.churnBands[band]}</span></p>
    <div class="churn-scale" aria-hidden="true"><i style=${{ "--at": `${churn.probability * 100}%` }}></i></div>
    <p class="soft">${words.horizon(numberText(churn.horizonDays))}. ${words.scored(fullDateText(churn.scoredAt, zone))}</p>
    ${reasons.length > 0 && html`<h4>${words.reasons}</h4>
      <ul class="churn-reasons">
        ${reasons.map((reason) => html`<${Reason} key=${reason.feature} reason=${reason} most=${most} />`)}
      </ul>`}
  </section>`;
}
