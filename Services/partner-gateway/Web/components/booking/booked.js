import { html, useEffect, useRef } from "../../vendor/preact/preact.js";
import { calendarFile, directionsTo, saveFile } from "../../model/calendar.js";
import { tightList } from "../../model/words.js";
import { t } from "../../strings/index.js";
import { BarTrack } from "../common/bar-track.js";
import { Icon } from "../common/icon.js";
import { When } from "./summary.js";

/** Saves the appointment as a file every calendar opens. */
export function CalendarButton({ appointment, manageUrl }) {
  const save = () => {
    const work = tightList(appointment.services.map(({ name }) => name));
    const words = {
      summary: t.booking.calendarSummary(work, appointment.workshop.name),
      description: t.booking.calendarText(appointment.vehicle.plate, manageUrl ?? location.href),
      manageUrl,
    };
    saveFile("appointment.ics", "text/calendar", calendarFile(appointment, words));
  };
  return html`<button type="button" class="button" onClick=${save}>
    <${Icon} name="calendar-plus" />${t.booking.addToCalendar}</button>`;
}

export function DirectionsLink({ workshop }) {
  return html`<a class="button" href=${directionsTo(workshop)} target="_blank" rel="noreferrer">
    <${Icon} name="map-pin" />${t.booking.directions}</a>`;
}

/** The end of the booking: what, when, where, and the three things people do next. */
export function Booked({ result, workshop, onAnother }) {
  const { appointment, manageToken } = result;
  const title = useRef();
  useEffect(() => title.current.focus(), []);
  const manage = `/appointment#${manageToken}`;
  return html`<section class="booked">
    <h1 ref=${title} tabindex="-1">${t.booking.booked}</h1>
    <${When} slot=${appointment} zone=${workshop.timeZone} />
    <${BarTrack} appointment=${appointment} now=${Date.now()} />
    <p><b>${workshop.name}</b><br />${workshop.address}</p>
    <p>${t.booking.bookedFor(appointment.customer.name, appointment.customer.email)}</p>
    <div class="booked-actions">
      <${CalendarButton} appointment=${appointment} manageUrl=${new URL(manage, location.href).href} />
      <${DirectionsLink} workshop=${workshop} />
      <a class="button" href=${manage}><${Icon} name="pencil" />${t.booking.manage}</a>
    </div>
    <p class="field-hint">${t.booking.keepLink}</p>
    <p><button type="button" class="link" onClick=${onAnother}>${t.booking.another}</button></p>
  </section>`;
}
