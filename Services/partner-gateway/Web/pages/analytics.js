import { html, useEffect, useState } from "../vendor/preact/preact.js";
import { BookingsPanel } from "../components/analytics/bookings-panel.js";
import { Filters } from "../components/analytics/filters.js";
import { Panel } from "../components/analytics/panel.js";
import { Rank } from "../components/analytics/rank.js";
import { Tiles, figureText } from "../components/analytics/tiles.js";
import { Pending } from "../components/common/pending.js";
import { StaffPage } from "../components/common/staff-page.js";
import { useResource } from "../hooks/resource.js";
import { call } from "../model/api.js";
import { before, rowsOf, top } from "../model/metrics.js";
import { staffCall } from "../model/staff.js";
import { addDays, dayOf, readerZone } from "../model/zone.js";
import { numberText } from "../model/figures.js";
import { t } from "../strings/index.js";
import { mount } from "./mount.js";

const words = t.analytics;
const many = 8;

/** The filter lives in the address, so a view can be sent to a colleague. */
function useFilter(today) {
  const [filter, setFilter] = useState(() => {
    const given = Object.fromEntries(new URLSearchParams(location.search));
    return { workshopId: "", serviceCode: "", from: addDays(today, -29), to: today, ...given };
  });
  useEffect(() => {
    const given = Object.entries(filter).filter(([, value]) => value !== "");
    history.replaceState(null, "", `?${new URLSearchParams(given)}`);
  }, [filter]);
  return [filter, (change) => setFilter((old) => ({ ...old, ...change }))];
}

async function loadChoices(workshopId, signal) {
  const { items: workshops } = await call("booking", "/v1/workshops", { signal });
  const at = workshopId || workshops[0]?.id;
  const { items: services } = at ? await call("booking", "/v1/services", { query: { workshopId: at }, signal }) : { items: [] };
  return { workshops, services };
}

/** Ranks of one metric by one dimension. */
function RankPanel({ session, title, query, metric, labels, full }) {
  return html`<${Panel} session=${session} title=${title} query=${query}>
    ${(answer) => {
      const { rows, others } = top(rowsOf(answer, labels), many);
      return html`<${Rank} rows=${rows} full=${full} text=${(value) => figureText(metric, value)} />
        ${others > 0 && html`<p class="panel-more">${words.others(numberText(others))}</p>`}`;
    }}
  <//>`;
}

function Analytics({ session }) {
  const today = dayOf(Date.now(), readerZone);
  const [filter, change] = useFilter(today);
  const choices = useResource(filter.workshopId || "all", (signal) => loadChoices(filter.workshopId, signal));
  const overview = useResource(JSON.stringify(filter), async (signal) => {
    const ask = (period) => staffCall(session, "analytics", "/v1/overview", { query: { ...filter, ...period }, signal });
    const [now, then] = await Promise.all([ask(filter), ask(before(filter))]);
    return { now, then };
  });
  const query = (metric, groupBy) => ({ metric, groupBy, ...filter });
  const names = Object.fromEntries((choices.data?.services ?? []).map(({ code, name }) => [code, name]));
  const places = Object.fromEntries((choices.data?.workshops ?? []).map(({ id, name }) => [id, name]));
  return html`<main id="main" class="page analytics">
    <div class="page-head dense"><h1>${words.title}</h1>
      <${Filters} filter=${filter} today=${today} onChange=${change}
        workshops=${choices.data?.workshops ?? []} services=${choices.data?.services ?? []} /></div>
    <${Pending} resource=${overview} rows=${1} height="var(--tiles)" />
    ${overview.data && html`<${Tiles} now=${overview.data.now} then=${overview.data.then} period=${filter} />`}
    <div class="panels dense">
      <${BookingsPanel} session=${session} filter=${filter} query=${query} />
      <${RankPanel} session=${session} title=${words.charts.byService} query=${query("bookings", "service")} metric="bookings"
        labels=${names} />
      <${RankPanel} session=${session} title=${words.charts.reasons} query=${query("cancellations", "reason")}
        metric="bookings" labels=${words.reasons} />
      <${RankPanel} session=${session} title=${words.charts.utilisation} query=${query("utilisation", "technician")}
        metric="utilisation" full=${1} />
      <${RankPanel} session=${session} title=${words.charts.byWorkshop} query=${query("bookings", "workshop")}
        metric="bookings" labels=${places} />
      <${RankPanel} session=${session} title=${words.charts.noShows} query=${query("no_show_rate", "workshop")}
        metric="no_show_rate" labels=${places} />
    </div>
  </main>`;
}

mount(() => html`<${StaffPage} page="analytics">${(session) => html`<${Analytics} session=${session} />`}<//>`, t.analytics.title);
