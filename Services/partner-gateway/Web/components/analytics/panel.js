import { html, useState } from "../../vendor/preact/preact.js";
import { useResource } from "../../hooks/resource.js";
import { saveFile } from "../../model/calendar.js";
import { staffCall, staffSend } from "../../model/staff.js";
import { t } from "../../strings/index.js";
import { Icon } from "../common/icon.js";
import { Failure } from "../common/notice.js";
import { Pending } from "../common/pending.js";

const words = t.analytics;

function CSVButton({ session, title, query }) {
  const [problem, setProblem] = useState(null);
  const save = async () => {
    try {
      const response = await staffSend(session, "analytics", "/v1/metrics.csv", { query, headers: { Accept: "text/csv" } });
      saveFile(`${query.metric}-by-${query.groupBy}.csv`, "text/csv", await response.text());
      setProblem(null);
    } catch (failure) {
      setProblem(failure);
    }
  };
  return html`<button type="button" class="button button-plain" aria-label=${words.csvOf(title)} onClick=${save}>
      <${Icon} name="download" />${words.csv}</button>
    ${problem && html`<${Failure} problem=${problem} />`}`;
}

/** One question to the metrics with its answer drawn by `children(answer)`, its states, and the same as CSV. */
export function Panel({ session, title, query, wide, children }) {
  const answer = useResource(JSON.stringify(query), (signal) =>
    staffCall(session, "analytics", "/v1/metrics", { query, signal }),
  );
  const empty = answer.data !== null && answer.data.items.length === 0;
  return html`<section class=${`panel ${wide ? "panel-wide" : ""}`} aria-label=${title} aria-busy=${answer.state === "loading"}>
    <header><h2>${title}</h2><${CSVButton} session=${session} title=${title} query=${query} /></header>
    <${Pending} resource=${answer} rows=${wide ? 1 : 5} height=${wide ? "17.25rem" : "2rem"} />
    ${empty && html`<p class="panel-empty">${words.empty}</p>`}
    ${answer.data !== null && !empty && children(answer.data)}
  </section>`;
}
