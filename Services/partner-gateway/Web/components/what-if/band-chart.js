import { html } from "../../vendor/preact/preact.js";
import { rangeOf } from "../../model/simulation.js";
import { bandText, differenceText, figureText } from "../../model/simulation-words.js";
import { t } from "../../strings/index.js";
import { ChartFrame } from "../common/chart-frame.js";

const words = t.simulation;
const percent = (share) => `${Math.min(1, Math.max(0, share)) * 100}%`;

/** One figure of one plan: the band as an area, its median as a mark, the value beside it. */
function Row({ name, metric, band, top, kind }) {
  const style = { "--low": percent(band.low / top), "--wide": percent((band.high - band.low) / top), "--median": percent(band.median / top) };
  return html`<div class=${`band-row band-${kind}`}>
    <span class="band-name">${name}</span>
    <div class="band-track" style=${style}><i class="band"></i><i class="band-median"></i></div>
    <b class="band-value">${figureText(metric, band.median)}</b>
  </div>`;
}

/** A figure before and after on one axis that begins at nothing, with the range that nine of ten runs lie in. */
export function BandChart({ metric, before, after, difference }) {
  const top = rangeOf(metric, before, after);
  const rows = [
    [words.before, bandText(metric, before[metric])],
    [words.after, bandText(metric, after[metric])],
    [words.difference, bandText(metric, difference[metric], true)],
  ];
  const text = differenceText(metric, difference[metric]);
  const label = `${words.metrics[metric]}. ${words.before}: ${rows[0][1]}. ${words.after}: ${rows[1][1]}. ${text}`;
  return html`<section class="panel band-panel" aria-label=${words.metrics[metric]}>
    <header><h2>${words.metrics[metric]}</h2><span class="soft">${words.about[metric]}</span></header>
    <${ChartFrame} caption=${text} columns=${[words.figure, words.metrics[metric]]} rows=${rows}>
      <div class="band-chart" role="img" aria-label=${label}>
        <${Row} name=${words.before} metric=${metric} band=${before[metric]} top=${top} kind="before" />
        <${Row} name=${words.after} metric=${metric} band=${after[metric]} top=${top} kind="after" />
        <div class="band-axis" aria-hidden="true"><span>${figureText(metric, 0)}</span><span>${figureText(metric, top)}</span></div>
      </div>
    <//>
  </section>`;
}
