import { html } from "../../vendor/preact/preact.js";
import { notches } from "../../model/bar.js";
import { t } from "../../strings/index.js";
import { durationText, timeText } from "../../model/zone.js";

/** The steps inside a bar; `services` gives their lengths. */
export function Notches({ services }) {
  return notches(services).map((at, index) => html`<i key=${index} class="bar-notch" style=${{ "--at": `${at * 100}%` }}></i>`);
}

/** What a bar says to someone who cannot see it. */
export function barText(appointment, late = 0) {
  const zone = appointment.workshop.timeZone;
  return t.barLabel({
    plate: appointment.vehicle.plate,
    work: appointment.services.map(({ name }) => name).join(", "),
    from: timeText(appointment.start, zone),
    to: timeText(appointment.end, zone),
    status: t.status[appointment.status],
    late: late > 0 ? t.late(durationText(late)) : null,
  });
}
