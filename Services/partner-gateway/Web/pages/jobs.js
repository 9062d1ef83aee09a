import { html, useState } from "../vendor/preact/preact.js";
import { Failure } from "../components/common/notice.js";
import { Pending, Skeleton } from "../components/common/pending.js";
import { Select } from "../components/common/select.js";
import { StaffPage } from "../components/common/staff-page.js";
import { JobCard } from "../components/jobs/job-card.js";
import { useNow } from "../hooks/clock.js";
import { useReloading, useResource } from "../hooks/resource.js";
import { useWorkshop, useWorkshops } from "../hooks/workshops.js";
import { sortedJobs, techniciansOf } from "../model/jobs.js";
import { staffCall } from "../model/staff.js";
import { dayOf, longDateText } from "../model/zone.js";
import { t } from "../strings/index.js";
import { mount } from "./mount.js";

const words = t.jobs;
const everyMinute = 60_000;

/** Whose cards: one's own when the name is on them, until one chooses otherwise. */
function useMine(session, technicians) {
  const [chosen, setChosen] = useState(null);
  const own = technicians.find(({ name }) => name === session.name)?.id ?? "";
  return [chosen ?? own, setChosen];
}

function Cards({ cards, workshop, now }) {
  const { todo, over, next } = sortedJobs(cards);
  const card = (one) => html`<${JobCard} key=${one.id} card=${one} workshop=${workshop} now=${now} next=${one.id === next} />`;
  return html`${todo.length === 0 && html`<div class="empty"><p>${over.length > 0 ? words.allDone : words.none}</p></div>`}
    ${todo.map(card)}
    ${over.length > 0 && html`<details class="jobs-over"><summary>${words.over(over.length)}</summary>${over.map(card)}</details>`}`;
}

function Day({ session, workshops }) {
  const [workshop, choose] = useWorkshop(workshops);
  const now = useNow();
  const date = dayOf(now, workshop.timeZone);
  const query = { workshopId: workshop.id, date };
  const jobs = useResource(`${workshop.id} ${date}`, (signal) => staffCall(session, "jobcard-prep", "/v1/jobcards", { query, signal }));
  const cards = jobs.data?.items ?? [];
  const technicians = techniciansOf(cards);
  const [mine, setMine] = useMine(session, technicians);
  useReloading(jobs, everyMinute);
  const options = (list) => list.map(({ id, name }) => ({ value: id, text: name }));
  return html`<div class="jobs-head"><h1>${words.title}</h1><p class="soft">${longDateText(now, workshop.timeZone)}</p></div>
    <div class="jobs-choice">
      <${Select} id="workshop" label=${words.workshop} value=${workshop.id} options=${options(workshops)} onChange=${choose} />
      <${Select} id="technician" label=${words.technician} value=${mine} onChange=${setMine}
        options=${[{ value: "", text: words.everybody }, ...options(technicians)]} />
    </div>
    <div class="jobs-cards"><${Pending} resource=${jobs} rows=${4} height="9rem" />
      ${jobs.data && html`<${Cards} cards=${cards.filter(({ technician }) => !mine || technician.id === mine)} workshop=${workshop} now=${now} />`}
    </div>`;
}

function Jobs({ session }) {
  const workshops = useWorkshops();
  const body = () => {
    if (workshops.state === "failed") return html`<${Failure} problem=${workshops.problem} retry=${workshops.reload} />`;
    if (workshops.data === null) return html`<h1>${words.title}</h1><${Skeleton} rows=${4} height="9rem" />`;
    if (workshops.data.length === 0) return html`<div class="empty"><h1>${words.title}</h1><p>${words.none}</p></div>`;
    return html`<${Day} session=${session} workshops=${workshops.data} />`;
  };
  return html`<main id="main" class="book jobs">${body()}</main>`;
}

mount(() => html`<${StaffPage} page="jobs">${(session) => html`<${Jobs} session=${session} />`}<//>`, words.title);
