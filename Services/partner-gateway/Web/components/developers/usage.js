import { html } from "../../vendor/preact/preact.js";
import { useResource } from "../../hooks/resource.js";
import { numberText, percentText } from "../../model/figures.js";
import { shareOf } from "../../model/openapi.js";
import { addDays, dayText } from "../../model/zone.js";
import { t } from "../../strings/index.js";
import { Failure } from "../common/notice.js";
import { Skeleton } from "../common/skeleton.js";

const words = t.developers;
const days = 14;
const short = { day: "numeric", month: "short" };

/** Calls a day as columns, errors as their dark foot; the figures stand in the table for who cannot see it. */
function Columns({ items }) {
  const most = Math.max(1, ...items.map(({ requests }) => requests));
  return html`<div class="columns" aria-hidden="true">${items.map(({ date, requests, errors }) => html`<div key=${date} class="column">
      <i style=${{ "--share": requests / most }}><b style=${{ "--share": requests > 0 ? errors / requests : 0 }}></b></i></div>`)}
    <span>${dayText(items[0].date, short)}</span><span>${dayText(items.at(-1).date, short)}</span></div>`;
}

function Table({ items }) {
  return html`<details><summary>${words.asTable}</summary><table class="list">
    <thead><tr><th scope="col">${words.day}</th><th scope="col">${words.requests}</th><th scope="col">${words.errors}</th></tr></thead>
    <tbody>${items.map(({ date, requests, errors }) => html`<tr key=${date}><th scope="row">${dayText(date, short)}</th>
      <td>${numberText(requests)}</td><td>${numberText(errors)}</td></tr>`)}</tbody></table></details>`;
}

/** How much the partner asked in the last two weeks, and how much is left. */
export function Usage({ desk, today }) {
  const from = addDays(today, 1 - days);
  const usage = useResource(today, (signal) => desk.usage(from, today, signal));
  const items = usage.data?.items ?? [];
  const quota = usage.data?.quota;
  const sum = items.reduce((total, { requests }) => total + requests, 0);
  return html`<section class="sheet" aria-label=${words.usage}>
    <div class="sheet-head"><h2>${words.usage}</h2></div>
    ${usage.state === "failed" && html`<${Failure} problem=${usage.problem} retry=${usage.reload} />`}
    ${usage.data === null && usage.state === "loading" && html`<${Skeleton} rows=${1} height="8rem" />`}
    ${usage.data && html`<p class="figure"><b>${numberText(sum)}</b> ${words.inDays(numberText(days))}</p>
      ${quota && html`<p class="soft">${words.quota(numberText(quota.used), numberText(quota.limit), percentText(shareOf(quota)))}</p>`}
      ${items.length > 0 && html`<${Columns} items=${items} /><${Table} items=${items} />`}`}
  </section>`;
}
