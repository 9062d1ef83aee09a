import { html, useState } from "../../vendor/preact/preact.js";
import { moneyText, numberText } from "../../model/figures.js";
import { Problem } from "../../model/problem.js";
import { addDays, dayText } from "../../model/zone.js";
import { t } from "../../strings/index.js";
import { BarChart } from "../analytics/bar-chart.js";
import { Badge, Status } from "../common/badge.js";
import { Card } from "../common/card.js";
import { Notice } from "../common/notice.js";
import { Empty, Failed, Forbidden, Loading, OfflineState } from "../common/states.js";
import { Table } from "../common/table.js";
import { Tabs } from "../common/tabs.js";
import { Timeline } from "../common/timeline.js";
import { BarTrack } from "../common/bar-track.js";

const words = t.gallery;
const failure = new Problem({ slug: "unavailable", status: 503 });

const rows = ["B-KR 1379", "B-MW 2331", "B-TP 1758", "B-PH 2516"].map((plate, index) => ({
  id: plate, plate, work: words.work[index], minutes: [60, 36, 48, 120][index], price: [21900, 11900, 7900, 9900][index],
}));
const columns = [
  { key: "plate", name: words.columns.plate },
  { key: "work", name: words.columns.work },
  { key: "minutes", name: words.columns.minutes, number: true, cell: (row) => numberText(row.minutes) },
  { key: "price", name: words.columns.price, number: true, cell: (row) => moneyText({ amount: row.price, currency: "EUR" }) },
];

export function Tables() {
  const [mode, setMode] = useState("ready");
  return html`<${Card} title=${words.parts.table}>
    <div class="segments" role="group" aria-label=${words.parts.states}>
      ${Object.keys(words.modes).map((key) => html`<button key=${key} type="button" class="button" aria-pressed=${mode === key}
        onClick=${() => setMode(key)}>${words.modes[key]}</button>`)}</div>
    <${Table} caption=${words.parts.table} columns=${columns} rows=${mode === "empty" ? [] : rows} state=${mode} problem=${failure}
      retry=${() => setMode("ready")} empty=${words.noRows} /><//>`;
}

export const Events = ({ now }) => html`<${Card} title=${words.parts.timeline}>
  <${Timeline} label=${words.parts.timeline} zone="Europe/Berlin"
    events=${words.events.map(([tone, title, text], index) => ({ id: tone, tone, title, text, at: now - index * 2_700_000 }))} /><//>`;

export const Badges = () => html`<${Card} title=${words.parts.badges}>
  <div class="row-of">${Object.keys(words.tones).map((tone) => html`<${Badge} key=${tone} tone=${tone} boxed>${words.tones[tone]}<//>`)}</div>
  <div class="row-of">${Object.keys(t.status).map((status) => html`<${Status} key=${status} status=${status} />`)}</div><//>`;

const visit = (status, now, from, to) => ({
  id: status, status, start: now + from * 60_000, end: now + to * 60_000, vehicle: { plate: "B-PC 2026" },
  workshop: { timeZone: "Europe/Berlin" },
  services: [{ name: words.work[1], labourTenths: 6 }, { name: words.work[0], labourTenths: 10 }],
});

export function Bars({ now }) {
  const visits = [visit("booked", now, 60, 156), visit("checked_in", now, -15, 81), visit("started", now, -120, -24),
    visit("completed", now, -120, -24), visit("no_show", now, -60, 36)];
  return html`<${Card} title=${words.parts.bar}><div class="gallery-bars">
    ${visits.map((one) => html`<div key=${one.status}><${Status} status=${one.status} />
      <${BarTrack} appointment=${one} now=${now} /></div>`)}</div><//>`;
}

export const TabSets = () => html`<${Card} title=${words.parts.tabs}>
  <${Tabs} label=${words.parts.tabs} tabs=${words.tabs.map(([name, text], index) => ({ id: `g${index}`, name,
    content: html`<p>${text}</p>` }))} /><//>`;

export const States = () => html`<${Card} title=${words.parts.states}><div class="gallery-grid">
  <${Empty} text=${words.noRows} /><${OfflineState} /><${Forbidden} role=${words.role} />
  <${Failed} problem=${failure} retry=${() => {}} /><${Loading} rows=${3} height="1rem" />
  ${["info", "go", "caution"].map((tone) => html`<${Notice} key=${tone} tone=${tone}><p>${words.tones[tone]}</p><//>`)}
</div><//>`;

export function Chart({ today }) {
  const days = Array.from({ length: 14 }, (_, index) => addDays(today, index - 13));
  const values = [12, 15, 9, 0, 14, 18, 17, 13, 16, 11, 0, 19, 21, 15];
  const name = (day) => dayText(day, { weekday: "short", day: "numeric", month: "short" });
  return html`<${Card} title=${words.parts.chart}><${BarChart} label=${words.chart} days=${days} values=${values} height=${160}
    columns=${[words.day, words.chart]} caption=${words.perDay(numberText(12.9, 1))}
    pointText=${(day, value) => words.on(name(day), numberText(value))} /><//>`;
}

export const Type = () => html`<${Card} title=${words.parts.type}>
  ${[6, 5, 4, 3, 2, 1].map((step) => html`<p key=${step} class=${`gallery-type gallery-type-${step}`}>${words.sample}</p>`)}
  <div class="gallery-colours" aria-hidden="true">${["paper", "surface", "sunken", "line", "line-firm", "ink-soft", "ink", "accent",
    "go", "caution", "stop", "info"].map((name) => html`<i key=${name} class=${`gallery-${name}`}></i>`)}</div><//>`;
