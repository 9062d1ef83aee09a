import { html } from "../../vendor/preact/preact.js";
import { numberText } from "../../model/figures.js";
import { sparkline, stateOf } from "../../model/services.js";
import { t } from "../../strings/index.js";
import { Icon } from "../common/icon.js";

const words = t.operations;
const looks = {
  ready: ["circle-check", "go"],
  down: ["circle-alert", "stop"],
  unknown: ["wifi-off", "stop"],
  loading: ["clock", "info"],
};

function Sparkline({ history }) {
  const now = history.at(-1);
  return html`<svg class="sparkline" viewBox="0 0 120 24" preserveAspectRatio="none" role="img"
    aria-label=${words.trend(now ?? words.away)}><polyline points=${sparkline(history, 120, 22)} /></svg>`;
}

function Figure({ name, value, alarming }) {
  const text = value === null || value === undefined ? words.away : numberText(value);
  return html`<div class=${alarming && value > 0 ? "figure-alarm" : ""}><dt>${name}</dt><dd>${text}</dd></div>`;
}

/** One service: its state, its queue over time, and what waits in it. */
export function Service({ name, entry }) {
  const state = stateOf(entry);
  const [icon, tone] = looks[state];
  const status = entry?.status;
  const failing = Object.entries(status?.checks ?? {}).filter(([, holds]) => !holds).map(([check]) => check);
  return html`<li class=${`service-card service-${state}`}>
    <h3>${name}</h3>
    <p class=${`status tone-${tone}`}><${Icon} name=${icon} />${words.state[state]}</p>
    <${Sparkline} history=${entry?.history ?? []} />
    <dl>
      <${Figure} name=${words.queue} value=${status?.queueDepth} />
      <${Figure} name=${words.outbox} value=${status?.outboxBacklog} />
      <${Figure} name=${words.retrying} value=${status?.retrying} />
      <${Figure} name=${words.parked} value=${status?.parked} alarming />
    </dl>
    ${failing.length > 0 && html`<p class="service-failing">${failing.join(", ")}</p>`}
  </li>`;
}
