import { html } from "../../vendor/preact/preact.js";
import { tightList } from "../../model/words.js";
import { moneyText } from "../../model/figures.js";
import { foreignZoneName, fullDateText, whenText } from "../../model/zone.js";
import { t } from "../../strings/index.js";
import { BarTrack } from "../common/bar-track.js";
import { Status } from "../common/status.js";

const workOf = ({ services }) => tightList(services.map(({ name }) => name));

/** An appointment that is to come or under way, as its bar. */
export function Coming({ appointment, now }) {
  const { start, workshop, vehicle } = appointment;
  const zone = workshop.timeZone;
  const foreign = foreignZoneName(start, zone);
  return html`<li class="coming"><a href=${`/my?id=${encodeURIComponent(appointment.id)}`}>
    <div class="coming-head"><h3>${whenText(start, zone)}</h3><${Status} status=${appointment.status} /></div>
    <${BarTrack} appointment=${appointment} now=${now} />
    <p>${workOf(appointment)}</p>
    <p class="soft">${vehicle.plate} · ${workshop.name}${foreign && ` · ${t.zone(foreign)}`}</p>
  </a></li>`;
}

/** What was: one line each. */
export function Past({ appointment }) {
  const { start, workshop, vehicle } = appointment;
  return html`<li class="past"><a href=${`/my?id=${encodeURIComponent(appointment.id)}`}>
    <span class="past-date">${fullDateText(start, workshop.timeZone)}</span>
    <span class="past-work">${workOf(appointment)}<span class="soft">${vehicle.plate} · ${workshop.name}</span></span>
    <span class="past-end">${moneyText(appointment.price)}<${Status} status=${appointment.status} /></span>
  </a></li>`;
}
