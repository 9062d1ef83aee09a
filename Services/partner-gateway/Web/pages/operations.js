import { html, useEffect, useMemo, useState } from "../vendor/preact/preact.js";
import { Failure, Notice } from "../components/common/notice.js";
import { Skeleton } from "../components/common/pending.js";
import { StaffPage } from "../components/common/staff-page.js";
import { useToast } from "../components/common/toast.js";
import { Groups } from "../components/operations/groups.js";
import { Service } from "../components/operations/service-row.js";
import { askAll, askGroups, parkingDesk } from "../model/parking-desk.js";
import { serviceNames, stateOf, withRound } from "../model/services.js";
import { plainList } from "../model/words.js";
import { readerZone, timeText } from "../model/zone.js";
import { numberText } from "../model/figures.js";
import { t } from "../strings/index.js";
import { mount } from "./mount.js";

const words = t.operations;
const period = 5_000;

/** Asks all services every five seconds while the page is in sight. */
function useRounds(session) {
  const [view, setView] = useState({ services: {}, groups: null, at: null, problem: null });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    const ask = async () => {
      try {
        const round = await askAll(session, abort.signal);
        const groups = await askGroups(session, round, abort.signal);
        setView((old) => ({ services: withRound(old.services, round), groups, at: Date.now(), problem: null }));
      } catch (problem) {
        if (!abort.signal.aborted) setView((old) => ({ ...old, problem }));
      }
    };
    ask();
    const timer = setInterval(() => document.visibilityState === "visible" && ask(), period);
    return () => (clearInterval(timer), abort.abort());
  }, [session, turn]);
  return [view, () => setTurn((old) => old + 1)];
}

/** The one sentence an operator came for. */
function Verdict({ services }) {
  const silent = serviceNames.filter((name) => stateOf(services[name]) !== "ready");
  const parked = serviceNames.reduce((sum, name) => sum + (services[name]?.status?.parked ?? 0), 0);
  if (silent.length > 0) return html`<${Notice} tone="stop"><p>${words.trouble(plainList(silent))}</p><//>`;
  if (parked === 0) return html`<${Notice} tone="go"><p>${words.calm}</p><//>`;
  return null;
}

/** What the rounds found: all of it at once, so that nothing moves when it comes. */
function Found({ view, desk, again }) {
  const count = (view.groups ?? []).reduce((sum, group) => sum + group.count, 0);
  return html`${view.at && html`<${Verdict} services=${view.services} />`}
    <section><h2 class="visually-hidden">${words.services}</h2><ul class="services-row">
      ${serviceNames.map((name) => html`<${Service} key=${name} name=${name} entry=${view.services[name]} />`)}
    </ul></section>
    <section class="parked"><h2>${words.parkedTitle} ${count > 0 && html`<span>${count}</span>`}</h2>
      ${view.groups && html`<${Groups} groups=${view.groups} now=${view.at} desk=${desk} onChanged=${again} />`}
    </section>`;
}

function Operations({ session }) {
  const [view, again] = useRounds(session);
  const [toast, show] = useToast();
  const desk = useMemo(() => parkingDesk(session, (action, count) => show(words.done[action](numberText(count)))), [session]);
  const isComing = view.at === null && view.problem === null;
  return html`<main id="main" class="page operations dense">
    <div class="page-head"><h1>${words.title}</h1>
      ${view.at && html`<p class="updated">${words.updated(timeText(view.at, readerZone))}</p>`}</div>
    ${view.problem && html`<${Failure} problem=${view.problem} retry=${again} />`}
    ${isComing ? html`<${Skeleton} rows=${5} height="6rem" />` : html`<${Found} view=${view} desk=${desk} again=${again} />`}
    ${toast}
  </main>`;
}

mount(() => html`<${StaffPage} page="operations">${(session) => html`<${Operations} session=${session} />`}<//>`, t.operations.title);
