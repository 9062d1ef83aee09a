import { html } from "../../vendor/preact/preact.js";
import { directionsTo } from "../../model/calendar.js";
import { t } from "../../strings/index.js";
import { Icon } from "../common/icon.js";

/** The way to a workshop, in a map application. */
export function DirectionsLink({ workshop }) {
  return html`<a class="button" href=${directionsTo(workshop)} target="_blank" rel="noreferrer">
    <${Icon} name="map-pin" />${t.booking.directions}</a>`;
}
