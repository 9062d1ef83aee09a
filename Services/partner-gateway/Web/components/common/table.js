import { html, useState } from "../../vendor/preact/preact.js";
import { sorted, turned } from "../../model/sorting.js";
import { Icon } from "./icon.js";
import { Empty, Failed, Loading } from "./states.js";

function Header({ column, order, onSort }) {
  const here = order?.key === column.key;
  const direction = here ? (order.down ? "descending" : "ascending") : undefined;
  const icon = here ? (order.down ? "arrow-down" : "arrow-up") : "chevrons-up-down";
  return html`<th scope="col" class=${column.number ? "number" : ""} aria-sort=${direction}>
    ${column.fixed
      ? column.name
      : html`<button type="button" class="sort" onClick=${() => onSort(turned(order, column.key))}>
          ${column.name}<${Icon} name=${icon} /></button>`}
  </th>`;
}

/**
 * Rows as a table. `columns` are {key, name, number, fixed, cell(row)}: numbers stand at the end in tabular figures, a `fixed` column
 * is not sorted by. `state` is "ready", "loading" or "failed" (with `problem` and `retry`); no rows show `empty`.
 */
export function Table({ caption, columns, rows, state = "ready", problem, retry, empty, initial = null }) {
  const [order, setOrder] = useState(initial);
  if (state === "failed") return html`<${Failed} problem=${problem} retry=${retry} />`;
  if (state === "loading") return html`<${Loading} rows=${6} height="1.5rem" />`;
  if (rows.length === 0) return html`<${Empty} text=${empty} />`;
  const cell = (row, { key, cell: draw }) => (draw ? draw(row) : row[key]);
  return html`<div class="table-frame" tabindex="0" role="group" aria-label=${caption}>
    <table class="table">
      <caption class="visually-hidden">${caption}</caption>
      <thead><tr>${columns.map((column) => html`<${Header} key=${column.key} column=${column} order=${order}
        onSort=${setOrder} />`)}</tr></thead>
      <tbody>${sorted(rows, order).map((row) => html`<tr key=${row.id}>
        ${columns.map((column) => html`<td key=${column.key} class=${column.number ? "number" : ""}>${cell(row, column)}</td>`)}
      </tr>`)}</tbody>
    </table>
  </div>`;
}
