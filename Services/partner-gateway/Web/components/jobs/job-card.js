import { html } from "../../vendor/preact/preact.js";
import { durationText, timeText } from "../../model/zone.js";
import { appointmentOf, shortOf } from "../../model/jobs.js";
import { t } from "../../strings/index.js";
import { Badge } from "../common/badge.js";
import { BarTrack } from "../common/bar-track.js";
import { Icon } from "../common/icon.js";

const words = t.jobs;
const looks = {
  draft: ["clock", "info"], ready: ["log-in", "caution"], running: ["wrench", "go"], completed: ["flag", ""], cancelled: ["ban", "stop"],
};

function CardStatus({ status }) {
  const [icon, tone] = looks[status] ?? ["info", "info"];
  return html`<${Badge} tone=${tone} icon=${icon}>${words.status[status] ?? status}<//>`;
}

/** The parts: set aside, or which are missing and by how many. */
function Parts({ parts }) {
  const short = shortOf(parts);
  if (parts.length === 0) return null;
  if (short.length === 0) return html`<p class="job-parts tone-go"><${Icon} name="circle-check" />${words.partsReady}</p>`;
  return html`<ul class="job-parts tone-stop">${short.map(({ sku, name, missing }) => html`<li key=${sku}>
    <${Icon} name="triangle-alert" />${words.missing(missing, name)}</li>`)}</ul>`;
}

/** One job as it is read at arm's length: time, plate, steps with their times, parts. */
export function JobCard({ card, workshop, now, next }) {
  const zone = workshop.timeZone;
  return html`<article class=${`job job-${card.status}`} aria-label=${words.cardLabel(card.plate, timeText(card.start, zone))}>
    <div class="job-head">
      <h2><span>${timeText(card.start, zone)}</span>${" "}<bdi>${card.plate}</bdi></h2>
      ${next && html`<span class="job-next">${words.next}</span>`}<${CardStatus} status=${card.status} />
    </div>
    <p class="soft">${card.vehicle} · ${card.technician.name}</p>
    <${BarTrack} appointment=${appointmentOf(card, workshop)} now=${now} />
    <ol class="job-steps">${card.steps.map((step) => html`<li key=${step.position}>
      <span>${step.name}</span><span>${durationText(step.labourTenths * 6)}</span></li>`)}</ol>
    <${Parts} parts=${card.parts} />
    ${card.note && html`<p class="job-note"><b>${words.note}</b> ${card.note}</p>`}
  </article>`;
}
