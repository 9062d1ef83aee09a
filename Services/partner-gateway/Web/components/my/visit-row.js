import { html } from "../../vendor/preact/preact.js";
import { tightList } from "../../model/words.js";
import { moneyText } from "../../model/figures.js";
import { foreignZoneName, fullDateText, whenText } from "../../model/zone.js";
import { t } from "../../strings/index.js";
import { BarTrack } from "../common/bar-track.js";
import { Status } from "../common/badge.js";

const workOf = ({ services }) => tightList(services.map(({ name }) => name));

/** The name of the zone that all these times are in, when it is one and not the reader's; null otherwise. */
export function commonZone(items) {
  const names = new Set(items.map(({ start, workshop }) => foreignZoneName(start, workshop.timeZone)));
  return names.size === 1 ? [...names][0] : null;
}

/** An appointment that is to come or under way, as its bar; its zone too, where the page does not name one for all. */
export function Coming({ appointment, now, zoned }) {
  const { start, workshop, vehicle } = appointment;
  const zone = workshop.timeZone;
  const foreign = zoned ? null : foreignZoneName(start, zone);
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
