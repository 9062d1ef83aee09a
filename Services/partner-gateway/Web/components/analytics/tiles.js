import { html } from "../../vendor/preact/preact.js";
import { numberText, percentText } from "../../model/figures.js";
import { better, changeOf, daysBetween, figuresOf } from "../../model/metrics.js";
import { t } from "../../strings/index.js";

const words = t.analytics;
const metrics = ["bookings", "lead_time", "cancellations", "no_show_rate", "utilisation"];

/** A figure in its own unit. */
export function figureText(metric, value) {
  if (value === null) return "–";
  if (metric === "bookings") return numberText(value);
  if (metric === "lead_time") return words.days(numberText(value, 1));
  return percentText(value, metric === "utilisation" ? 0 : 1);
}

function changeText(change) {
  const sign = (value) => (value > 0 ? "+" : "−");
  if (change.relative !== undefined) return `${sign(change.relative)}${percentText(Math.abs(change.relative))}`;
  return words.points(`${sign(change.points)}${numberText(Math.abs(change.points) * 100, 1)}`);
}

function Change({ metric, now, then }) {
  const change = changeOf(metric, now, then);
  if (change === null) return html`<p class="tile-change">${words.noBasis}</p>`;
  const size = change.relative ?? change.points;
  if (Math.abs(size) < (change.relative === undefined ? 0.0005 : 0.005)) return html`<p class="tile-change">${words.same}</p>`;
  const news = Math.sign(size) * better[metric];
  const tone = news > 0 ? "tile-good" : news < 0 ? "tile-bad" : "";
  return html`<p class=${`tile-change ${tone}`}>${size > 0 ? "↑" : "↓"} ${changeText(change)}</p>`;
}

/** The five figures of the period, each with its change against the period before. */
export function Tiles({ now, then, period }) {
  const figures = figuresOf(now);
  const earlier = figuresOf(then);
  return html`<section aria-label=${words.title}>
    <dl class="tiles">
      ${metrics.map((metric) => html`<div key=${metric} class="tile">
        <dt>${words.metrics[metric]}</dt>
        <dd><span class="tile-figure">${figureText(metric, figures[metric])}</span>
          <span class="tile-about">${words.about[metric]}</span>
          <${Change} metric=${metric} now=${figures[metric]} then=${earlier[metric]} /></dd>
      </div>`)}
    </dl>
    <p class="tiles-note">${words.against(numberText(daysBetween(period.from, period.to)))}.
      ${period.serviceCode && ` ${words.allServicesNote}`}</p>
  </section>`;
}
