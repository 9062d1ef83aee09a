import { html } from "../../vendor/preact/preact.js";
import { useResource } from "../../hooks/resource.js";
import { numberText } from "../../model/figures.js";
import { everyDay, sumOf, worstOf } from "../../model/usage.js";
import { addDays, dayText } from "../../model/zone.js";
import { t } from "../../strings/index.js";
import { Pending } from "../common/pending.js";

const words = t.developers;
const length = 14;
const short = { day: "numeric", month: "short" };
const timeOf = (milliseconds) => (typeof milliseconds === "number" ? words.milliseconds(numberText(milliseconds)) : "–");

/** Requests a day as columns, failed ones as their dark foot; the figures stand in the table for who cannot see it. */
function Columns({ days }) {
  const most = Math.max(1, ...days.map(({ requests }) => requests));
  return html`<div class="columns" aria-hidden="true">${days.map(({ day, requests, failed }) => html`<div key=${day} class="column">
      <i style=${{ "--share": requests / most }}><b style=${{ "--share": requests > 0 ? failed / requests : 0 }}></b></i></div>`)}
    <span>${dayText(days[0].day, short)}</span><span>${dayText(days.at(-1).day, short)}</span></div>`;
}

function Table({ days }) {
  const heads = [words.day, words.requests, words.failed, words.p95];
  return html`<details><summary>${words.asTable}</summary><table class="list">
    <thead><tr>${heads.map((head) => html`<th key=${head} scope="col">${head}</th>`)}</tr></thead>
    <tbody>${days.map(({ day, requests, failed, p95 }) => html`<tr key=${day}><th scope="row">${dayText(day, short)}</th>
      <td>${numberText(requests)}</td><td>${numberText(failed)}</td><td>${timeOf(p95)}</td></tr>`)}</tbody></table></details>`;
}

/** How much the partner asked in the last two weeks, what of it failed on our side, and how long answers took. */
export function Usage({ desk, today }) {
  const from = addDays(today, 1 - length);
  const usage = useResource(today, (signal) => desk.usage(from, today, signal));
  const days = everyDay(usage.data?.days ?? [], from, today);
  return html`<section class="sheet" aria-label=${words.usage}>
    <div class="sheet-head"><h2>${words.usage}</h2></div>
    <${Pending} resource=${usage} rows=${1} height="8rem" />
    ${usage.data && html`<p class="figure"><b>${numberText(sumOf(days, "requests"))}</b> ${words.inDays(numberText(length))}</p>
      <p class="soft">${words.ofThem(numberText(sumOf(days, "failed")), timeOf(worstOf(days)))}</p>
      <${Columns} days=${days} /><${Table} days=${days} />`}
  </section>`;
}
