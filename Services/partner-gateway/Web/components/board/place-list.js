import { html } from "../../vendor/preact/preact.js";
import { numberText } from "../../model/figures.js";
import { placeText, planning, reasonsText, spanText } from "../../model/planning-words.js";
import { mostOf, partsOf } from "../../model/places.js";
import { t } from "../../strings/index.js";

const words = planning.best;

/** What speaks against a place, part by part, as a tiny bar: the shorter the better. The same in words for those who cannot see it. */
function Score({ score, most }) {
  const parts = partsOf(score, most);
  const text = words.score(parts.map(({ name, value }) => words.part(words.parts[name] ?? name, numberText(value))).join(t.comma));
  return html`<span class="score" role="img" aria-label=${text} title=${text}>
    ${parts.map(({ name, share }) => html`<i key=${name} class=${`score-${name}`} style=${{ "--share": `${share * 100}%` }}></i>`)}</span>`;
}

/** Places to put work, the best first, each with why. */
export function PlaceList({ places, zone, onChoose }) {
  const most = mostOf(places);
  return html`<ol class="places">
    ${places.map((place, index) => {
      const when = spanText(place.start, place.end, zone);
      const who = placeText(place);
      return html`<li key=${`${place.start} ${place.technician.id} ${place.bay.id}`}>
        <button type="button" class="place" aria-label=${words.choose(when, who)} onClick=${() => onChoose(place)}>
          <span class="place-rank" aria-hidden="true">${numberText(index + 1)}</span>
          <b>${when}</b><span class="place-who">${who}</span>
          <span class="place-why">${reasonsText(place, zone)}</span></button>
        <${Score} score=${place.score} most=${most} />
      </li>`;
    })}
  </ol>`;
}
