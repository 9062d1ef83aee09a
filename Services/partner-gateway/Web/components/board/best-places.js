import { html } from "../../vendor/preact/preact.js";
import { planning } from "../../model/planning-words.js";
import { t } from "../../strings/index.js";
import { Icon } from "../common/icon.js";
import { Notice } from "../common/notice.js";
import { Skeleton } from "../common/pending.js";
import { PlaceList } from "./place-list.js";

const words = planning.best;

function Content({ move, zone, onChoose }) {
  if (move.starts === null) return html`<${Skeleton} rows=${3} height="3.5rem" />`;
  if (move.starts === false) return html`<${Notice} tone="caution"><p>${words.failed}</p><//>`;
  if (move.best.length === 0) return html`<p>${words.none}</p>`;
  return html`<${PlaceList} places=${move.best} zone=${zone} onChoose=${onChoose} />`;
}

/** Where the appointment on its way fits best, in the week from now. */
export function BestPlaces({ move, board, onChoose, onClose }) {
  return html`<section class="best" aria-label=${words.title}>
    <div class="details-head"><h2>${words.title}</h2>
      <button type="button" class="button button-plain button-icon" aria-label=${t.close} onClick=${onClose}><${Icon} name="x" /></button></div>
    <p class="best-lead">${words.lead(move.appointment.vehicle.plate)}</p>
    <${Content} move=${move} zone=${board.workshop.timeZone} onChoose=${onChoose} />
  </section>`;
}
