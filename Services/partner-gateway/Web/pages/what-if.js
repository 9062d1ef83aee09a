import { html, useEffect, useRef, useState } from "../vendor/preact/preact.js";
import { Failure, Notice } from "../components/common/notice.js";
import { Pending, Skeleton } from "../components/common/pending.js";
import { StaffPage } from "../components/common/staff-page.js";
import { BandChart } from "../components/what-if/band-chart.js";
import { SimulationForm } from "../components/what-if/simulation-form.js";
import { call } from "../model/api.js";
import { numberText } from "../model/figures.js";
import { useAction } from "../hooks/action.js";
import { useResource } from "../hooks/resource.js";
import { useWorkshop, useWorkshops } from "../hooks/workshops.js";
import { blank, choicesOf, metrics, mixOf, replications, simulationRequest, wrongFields } from "../model/simulation.js";
import { comparisonText, costsOf } from "../model/simulation-words.js";
import { staffCall } from "../model/staff.js";
import { addDays, dayOf } from "../model/zone.js";
import { t } from "../strings/index.js";
import { mount } from "./mount.js";

const words = t.simulation;
/** The same runs for the same question: figures that change by themselves are not believed. */
const seed = 1;

const beginning = (workshopId, today, choices) => ({
  workshopId, from: today, days: "14", changes: [{ ...blank("add_technician", choices), key: 0 }],
  demand: { kind: "history", days: "91", perDay: 20 },
});

/** What was asked for in the last four weeks: what a number of calls a day is for. */
async function usualMix(session, workshop) {
  const today = dayOf(Date.now(), workshop.timeZone);
  const query = { workshopId: workshop.id, from: addDays(today, -28), to: today, limit: 500 };
  const [{ items }, services] = await Promise.all([
    staffCall(session, "booking", "/v1/appointments", { query }), call("booking", "/v1/services", { query: { workshopId: workshop.id } }),
  ]);
  return mixOf(items, services.items);
}

function Results({ answer }) {
  const costs = costsOf(answer);
  return html`${costs.length > 0 && html`<${Notice} tone="caution"><p>${costs.join(" ")}</p><//>`}
    <div class="panels">${metrics.map((metric) => html`<${BandChart} key=${metric} metric=${metric}
      before=${answer.before} after=${answer.after} difference=${answer.difference} />`)}</div>
    <p class="soft">${words.band(numberText(answer.replications ?? replications))}</p>`;
}

function Comparison({ session, workshops, workshop, choices, onWorkshop }) {
  const today = dayOf(Date.now(), workshop.timeZone);
  const [form, setForm] = useState(() => beginning(workshop.id, today, choices));
  const [wrong, setWrong] = useState({});
  const [shown, setShown] = useState(null);
  const { busy, problem, run } = useAction();
  const root = useRef();
  useEffect(() => {
    const [first] = Object.keys(wrong);
    if (first) root.current.querySelector(`#${first}, [aria-describedby="${first}-error"] input`)?.focus();
  }, [wrong]);
  const compare = () => {
    const found = wrongFields(form);
    setWrong(found);
    if (Object.keys(found).length > 0) return;
    run(async () => {
      const mix = form.demand.kind === "forecast" ? await usualMix(session, workshop) : [];
      const body = simulationRequest({ ...form, seed }, { ...choices, opens: workshop.opens ?? [] }, mix);
      const path = `/v1/workshops/${workshop.id}/simulate`;
      setShown({ form, answer: await staffCall(session, "booking", path, { method: "POST", body }) });
    });
  };
  const sentence = () => {
    if (busy) return words.running;
    return shown ? comparisonText(shown.form.changes, choices, shown.answer) : words.empty;
  };
  return html`<p class="comparison" role="status">${sentence()}</p>
    <div class="simulation" ref=${root}>
      <${SimulationForm} ...${{ form, workshops, choices, today, wrong, busy, onWorkshop }} onChange=${setForm} onRun=${compare} />
      <div class="simulation-results" aria-busy=${busy}>
        ${problem && html`<${Failure} problem=${problem} />`}
        ${shown && shown.form !== form && !busy && html`<${Notice}><p>${words.stale}</p><//>`}
        ${busy && !shown && html`<${Skeleton} rows=${4} height="8rem" />`}
        ${shown && html`<${Results} answer=${shown.answer} />`}
      </div>
    </div>`;
}

function Workshop({ session, workshops }) {
  const [workshop, choose] = useWorkshop(workshops);
  const date = dayOf(Date.now(), workshop.timeZone);
  const choices = useResource(workshop.id, async (signal) =>
    choicesOf(await staffCall(session, "booking", "/v1/board", { query: { workshopId: workshop.id, date }, signal })));
  return html`<${Pending} resource=${choices} rows=${6} />
    ${choices.data && html`<${Comparison} key=${workshop.id} session=${session} workshops=${workshops} workshop=${workshop}
      choices=${choices.data} onWorkshop=${choose} />`}`;
}

function WhatIf({ session }) {
  const workshops = useWorkshops();
  return html`<main id="main" class="page what-if dense">
    <div class="page-head"><h1>${words.title}</h1><p class="soft">${words.lead}</p></div>
    <${Pending} resource=${workshops} rows=${6} />
    ${workshops.data?.length === 0 && html`<div class="empty"><p>${t.nothing}</p></div>`}
    ${workshops.data?.length > 0 && html`<${Workshop} session=${session} workshops=${workshops.data} />`}
  </main>`;
}

mount(() => html`<${StaffPage} page="what-if">${(session) => html`<${WhatIf} session=${session} />`}<//>`, words.title);
