import { html } from "../../vendor/preact/preact.js";
import { t } from "../../strings/index.js";

const words = t.customers;

/** Customers found, one a row; the chosen one is marked. */
export function Results({ items, text, chosen, more, onChoose }) {
  if (items.length === 0) return html`<p class="results-none" role="status">${words.none(text)}</p>`;
  return html`<ul class="results" aria-label=${words.found}>
      ${items.map(({ id, name, email, phone }) => html`<li key=${id}>
        <button type="button" class="person" aria-pressed=${id === chosen} onClick=${() => onChoose(id)}>
          <b>${name}</b><span>${email}</span>${phone && html`<span dir="ltr">${phone}</span>`}
        </button></li>`)}
    </ul>
    ${more && html`<button type="button" class="button" onClick=${more}>${words.more}</button>`}`;
}
