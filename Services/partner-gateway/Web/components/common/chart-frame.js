import { html } from "../../vendor/preact/preact.js";
import { t } from "../../strings/index.js";

/**
 * A drawing with its title's sentence above and the same values as a table below, for those who cannot see it or want the figures.
 * `columns` are two names, `rows` pairs of texts; `children` is the drawing, which is hidden from screen readers by its own label.
 */
export function ChartFrame({ caption, columns, rows, children }) {
  return html`<figure class="chart">
    <figcaption>${caption}</figcaption>
    ${children}
    <details class="as-table">
      <summary>${t.chart.table}</summary>
      <div class="as-table-body" tabindex="0" role="group" aria-label=${t.chart.table}><table>
        <thead><tr>${columns.map((name) => html`<th key=${name} scope="col">${name}</th>`)}</tr></thead>
        <tbody>${rows.map(([name, value]) => html`<tr key=${name}><th scope="row">${name}</th><td>${value}</td></tr>`)}</tbody>
      </table></div>
    </details>
  </figure>`;
}
