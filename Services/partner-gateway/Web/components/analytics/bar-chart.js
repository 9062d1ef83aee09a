import { html, useEffect, useRef, useState } from "../../vendor/preact/preact.js";
import uPlot from "../../vendor/uplot/uPlot.js";
import { dayText } from "../../model/zone.js";
import { numberText } from "../../model/figures.js";
import { isRightToLeft } from "../../model/roving.js";
import { ChartFrame } from "../common/chart-frame.js";

/** A token's colour as the page shows it now: a canvas knows no custom properties. */
function colour(element, name) {
  const probe = document.createElement("span");
  probe.style.color = `var(${name})`;
  element.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}

function optionsFor(element, height, step, onPoint) {
  const ink = colour(element, "--ink-soft");
  const line = colour(element, "--line");
  const series = colour(element, "--series-1");
  const font = '12px Inter, "Pitcrew Arabic", sans-serif';
  const day = (seconds) => dayText(new Date(seconds * 1000).toISOString().slice(0, 10), { day: "numeric", month: "short" });
  const whole = (tick) => (Number.isInteger(tick) ? numberText(tick) : "");
  const axis = { stroke: ink, font, ticks: { show: false }, grid: { stroke: line, width: 1 } };
  return {
    width: element.clientWidth,
    height,
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "UTC"),
    legend: { show: false },
    padding: isRightToLeft() ? [8, 0, 0, 12] : [8, 12, 0, 0],
    // Half a step of room at both ends, so that the first and the last bar are whole
    scales: {
      // Time runs the way the language is read
      x: { dir: isRightToLeft() ? -1 : 1, range: (_, min, max) => [min - step / 2, max + step / 2] },
      y: { range: (_, __, max) => [0, Math.max(4, max * 1.1)] },
    },
    axes: [
      { ...axis, grid: { show: false }, space: 72, size: 28, values: (_, ticks) => ticks.map(day) },
      { ...axis, side: isRightToLeft() ? 1 : 3, size: 40, space: 36, values: (_, ticks) => ticks.map(whole) },
    ],
    series: [{}, { fill: series, width: 0, paths: uPlot.paths.bars({ size: [0.72, 28] }), points: { show: false } }],
    cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
    hooks: { setCursor: [(plot) => onPoint(plot.cursor.idx ?? null)] },
  };
}

/** Values over days as bars. The value under the pointer, or else the caption, is told in words above it. */
export function BarChart({ label, days, values, height = 220, caption, columns, pointText }) {
  const holder = useRef();
  const [point, setPoint] = useState(null);
  useEffect(() => {
    const element = holder.current;
    const step = days.length > 1 ? (Date.parse(days[1]) - Date.parse(days[0])) / 1000 : 86_400;
    const data = [days.map((day) => Date.parse(day) / 1000), values];
    let plot = null;
    const draw = () => {
      plot?.destroy();
      plot = new uPlot(optionsFor(element, height, step, setPoint), data, element);
    };
    draw();
    let width = element.clientWidth;
    const observer = new ResizeObserver(() => element.clientWidth !== width && ((width = element.clientWidth), draw()));
    observer.observe(element);
    const theme = new MutationObserver(draw);
    theme.observe(document.documentElement, { attributeFilter: ["data-theme", "data-more-contrast"] });
    const system = matchMedia("(prefers-color-scheme: dark)");
    system.addEventListener("change", draw);
    return () => {
      observer.disconnect();
      theme.disconnect();
      system.removeEventListener("change", draw);
      plot.destroy();
    };
  }, [days, values, height]);
  const text = point !== null && days[point] ? pointText(days[point], values[point]) : caption;
  const rows = days.map((day, index) => [dayText(day, { dateStyle: "medium" }), numberText(values[index])]);
  return html`<${ChartFrame} caption=${text} columns=${columns} rows=${rows}>
    <div ref=${holder} class="chart-canvas" dir="ltr" role="img" aria-label=${`${label}. ${caption}`}></div>
  <//>`;
}
