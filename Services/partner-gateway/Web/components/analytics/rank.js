import { html } from "../../vendor/preact/preact.js";

/** Values as horizontal bars, each with its name and figure beside it: no axis and no legend needed. */
export function Rank({ rows, text, full }) {
  const most = full ?? Math.max(...rows.map(({ value }) => value), 0);
  const width = (value) => `${most > 0 ? Math.min(1, value / most) * 100 : 0}%`;
  return html`<ul class="rank">
    ${rows.map(({ key, label, value }) => html`<li key=${key}>
      <span class="rank-name">${label}</span><span class="rank-value">${text(value)}</span>
      <span class="rank-bar" aria-hidden="true"><i style=${{ "--width": width(value) }}></i></span>
    </li>`)}
  </ul>`;
}
