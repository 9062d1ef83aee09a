import { html } from "../../vendor/preact/preact.js";
import { tightList } from "../../model/words.js";
import { timeText } from "../../model/zone.js";
import { t } from "../../strings/index.js";
import { Icon } from "../common/icon.js";
import { problemText } from "../common/notice.js";

const words = t.checkin;
const tones = { checked_in: "go", already_checked_in: "info", waiting: "caution", refused: "stop" };
const icons = { checked_in: "circle-check", already_checked_in: "info", waiting: "wifi-off", refused: "circle-alert" };

const why = (problem) => words.problems[problem?.slug] ?? problemText(problem);

function Who({ appointment }) {
  const { customer, vehicle, services, start, bay, workshop } = appointment;
  return html`<p class="arrival-who"><b>${customer.name}</b> <bdi>${vehicle.plate}</bdi></p>
    <p>${timeText(start, workshop.timeZone)}, ${tightList(services.map(({ name }) => name))}. ${words.bay(bay.name)}</p>`;
}

/** What came of the last code, large, to be read from a step away. */
export function Latest({ result }) {
  return html`<div class="arrival-place" role="status">${result && html`<div key=${result.key} class=${`arrival tone-${tones[result.outcome]}`}>
    <${Icon} name=${icons[result.outcome]} />
    <div><h2>${words.outcome[result.outcome]}</h2>
      ${result.appointment && html`<${Who} appointment=${result.appointment} />`}
      ${result.outcome === "waiting" && html`<p>${words.waitingText}</p>`}
      ${result.outcome === "refused" && html`<p>${why(result.problem)}</p>`}</div>
  </div>`}</div>`;
}

/** Those before it. */
export function Earlier({ results, zone }) {
  if (results.length === 0) return null;
  return html`<section><h2 class="rule">${words.earlier}</h2><ol class="arrivals">
    ${results.map(({ key, outcome, appointment, problem, at }) => html`<li key=${key} class=${`tone-${tones[outcome]}`}>
      <span class="soft">${timeText(at, zone)}</span> <${Icon} name=${icons[outcome]} />
      <span><b>${words.outcome[outcome]}</b>${appointment && html` <bdi>${appointment.vehicle.plate}</bdi>`}
        ${outcome === "refused" && html` ${why(problem)}`}</span></li>`)}
  </ol></section>`;
}
