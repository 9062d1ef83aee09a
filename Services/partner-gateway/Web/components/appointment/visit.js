import { html } from "../../vendor/preact/preact.js";
import { moneyText } from "../../model/figures.js";
import { minutesLate } from "../../model/bar.js";
import { tightList } from "../../model/words.js";
import { dateText, durationText, timeText } from "../../model/zone.js";
import { t } from "../../strings/index.js";
import { When } from "../booking/summary.js";
import { BarTrack } from "../common/bar-track.js";
import { Status } from "../common/badge.js";

const stages = ["booked", "checked_in", "started", "completed"];

function Stages({ status }) {
  const at = stages.indexOf(status);
  return html`<ol class="stages">
    ${t.booking.stages.map((name, index) => {
      const state = index < at ? "done" : index === at ? "here" : "ahead";
      return html`<li key=${name} class=${`stages-${state}`} aria-current=${state === "here" ? "step" : undefined}>${name}</li>`;
    })}
  </ol>`;
}

function Fact({ name, children }) {
  return html`<div><dt>${name}</dt><dd>${children}</dd></div>`;
}

/** The appointment as its customer needs it: when, where it stands, what happens next, the facts. */
export function Visit({ appointment, now }) {
  const { workshop, vehicle, services, status } = appointment;
  const zone = workshop.timeZone;
  const next = t.booking.nextSteps[status](timeText(status === "started" ? appointment.end : appointment.start, zone));
  const late = status === "started" ? minutesLate(appointment, now) : 0;
  return html`<div class="visit">
    <div class="visit-head">
      <h1 tabindex="-1">${t.booking.manageTitle}</h1>
      <${When} slot=${appointment} zone=${zone} />
    </div>
    <${BarTrack} appointment=${appointment} now=${now} />
    ${stages.includes(status) ? html`<${Stages} status=${status} />` : html`<p><${Status} status=${status} /></p>`}
    <section>
      <h2>${t.booking.next}</h2>
      <p>${next}${late > 0 && ` ${t.booking.late(durationText(late))}`}</p>
      ${appointment.cancellation && html`<p class="zone">
        ${t.booking.cancelledAt(dateText(appointment.cancellation.at, zone))}</p>`}
    </section>
    <dl class="visit-facts">
      <${Fact} name=${t.booking.workName}>${tightList(services.map(({ name }) => name))}<//>
      <${Fact} name=${t.booking.vehicle}>${vehicle.plate}, ${vehicle.make} ${vehicle.model}<//>
      <${Fact} name=${t.booking.place}>${workshop.name}<br />${workshop.address}<//>
      <${Fact} name=${t.booking.technician}>${appointment.technician.name}<//>
      <${Fact} name=${t.booking.price}>${moneyText(appointment.price)}<//>
    </dl>
  </div>`;
}
