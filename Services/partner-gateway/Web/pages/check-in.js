import { html } from "../vendor/preact/preact.js";
import { Earlier, Latest } from "../components/check-in/results.js";
import { Scanner } from "../components/check-in/scanner.js";
import { Typed } from "../components/check-in/typed.js";
import { Failure, Notice } from "../components/common/notice.js";
import { Skeleton } from "../components/common/pending.js";
import { StaffPage } from "../components/common/staff-page.js";
import { useCheckIns } from "../hooks/check-ins.js";
import { useWorkshop, useWorkshops } from "../hooks/workshops.js";
import { plural, t } from "../strings/index.js";
import { mount } from "./mount.js";

const words = t.checkin;

function Desk({ session, workshops }) {
  const [workshop, choose] = useWorkshop(workshops);
  const { results, count, busy, submit } = useCheckIns(session, workshop.id);
  return html`<div class="page-head"><h1>${words.title}</h1>
      <label><span class="visually-hidden">${words.workshop}</span>
        <select id="workshop" class="input" value=${workshop.id} onChange=${(event) => choose(event.target.value)}>
          ${workshops.map(({ id, name }) => html`<option key=${id} value=${id}>${name}</option>`)}
        </select></label></div>
    ${count > 0 && html`<${Notice} tone="caution"><p>${plural(count, words.queued)}</p><//>`}
    <div class="desk-in"><${Latest} result=${results[0]} />
      <div class="desk-read"><${Scanner} key=${workshop.id} onCode=${submit} /><${Typed} busy=${busy} onCode=${submit} /></div>
      <div class="desk-earlier">${results.length === 0 && html`<p class="soft">${words.none}</p>`}
        <${Earlier} results=${results.slice(1)} zone=${workshop.timeZone} /></div>
    </div>`;
}

function CheckIn({ session }) {
  const workshops = useWorkshops();
  const body = () => {
    if (workshops.state === "failed") return html`<${Failure} problem=${workshops.problem} retry=${workshops.reload} />`;
    if (workshops.data === null) return html`<h1>${words.title}</h1><${Skeleton} rows=${4} height="6rem" />`;
    if (workshops.data.length === 0) return html`<div class="empty"><h1>${words.title}</h1><p>${words.noWorkshop}</p></div>`;
    return html`<${Desk} session=${session} workshops=${workshops.data} />`;
  };
  return html`<main id="main" class="page check-in">${body()}</main>`;
}

mount(() => html`<${StaffPage} page="check-in">${(session) => html`<${CheckIn} session=${session} />`}<//>`, words.title);
