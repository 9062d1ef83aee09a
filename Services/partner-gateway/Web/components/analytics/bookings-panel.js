import { html, useMemo } from "../../vendor/preact/preact.js";
import { numberText } from "../../model/figures.js";
import { byWeek, filled, rowsOf } from "../../model/metrics.js";
import { dayText } from "../../model/zone.js";
import { t } from "../../strings/index.js";
import { BarChart } from "./bar-chart.js";
import { Panel } from "./panel.js";

const words = t.analytics;

function Days({ answer, filter }) {
  const { days, values, mean, weekly } = useMemo(() => {
    const daily = filled(rowsOf(answer), filter.from, filter.to);
    const mean = daily.values.reduce((sum, value) => sum + value, 0) / daily.values.length;
    const weekly = daily.days.length > 100;
    return { ...(weekly ? byWeek(daily) : daily), mean, weekly };
  }, [answer, filter.from, filter.to]);
  const name = (day) => dayText(day, { weekday: "short", day: "numeric", month: "short" });
  const pointText = (day, value) => (weekly ? words.inWeek : words.on)(name(day), numberText(value));
  return html`<${BarChart} label=${words.charts.bookings} days=${days} values=${values} pointText=${pointText}
    columns=${[words.day, words.metrics.bookings]} caption=${words.perDay(numberText(mean, 1))} />`;
}

export function BookingsPanel({ session, filter, query }) {
  return html`<${Panel} session=${session} wide title=${words.charts.bookings} query=${query("bookings", "day")}>
    ${(answer) => html`<${Days} answer=${answer} filter=${filter} />`}
  <//>`;
}
