import { html, useEffect, useRef } from "../../vendor/preact/preact.js";
import { t } from "../../strings/index.js";
import { BarTrack } from "../common/bar-track.js";
import { Icon } from "../common/icon.js";
import { OnDemand } from "../common/on-demand.js";
import { DirectionsLink } from "./directions-link.js";
import { When } from "./summary.js";

const wallet = () => import("../appointment/wallet.js");

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
      <${OnDemand} load=${wallet} name="CalendarButton" rows=${1} token=${manageToken} />
      <${DirectionsLink} workshop=${workshop} />
      <a class="button" href=${manage}><${Icon} name="pencil" />${t.booking.manage}</a>
    </div>
    <p class="field-hint">${t.booking.keepLink}</p>
    <${OnDemand} load=${wallet} name="Wallet" token=${manageToken} appointment=${appointment} />
    <p><button type="button" class="link" onClick=${onAnother}>${t.booking.another}</button></p>
  </section>`;
}
