import { html } from "../../vendor/preact/preact.js";

/** A titled part of a page between two lines, with its actions at the end of the title's row. */
export function Card({ title, actions, children }) {
  return html`<section class="card" aria-label=${title}>
    <header class="card-head"><h2>${title}</h2>${actions && html`<div class="row-of">${actions}</div>`}</header>
    ${children}
  </section>`;
}
