import { html } from "../../vendor/preact/preact.js";
import { whenText } from "../../model/zone.js";
import { t } from "../../strings/index.js";

/** Until when an appointment may be moved or cancelled; the workshop's number once that is over. */
export function Policy({ appointment }) {
  const { policy, workshop } = appointment;
  if (appointment.status !== "booked") return null;
  if (!policy?.canChange && !policy?.canCancel) {
    const call = workshop.phone && html`<a href=${`tel:${workshop.phone}`}>${t.booking.call(workshop.phone)}</a>`;
    return html`<p>${t.booking.policyOver} ${call}</p>`;
  }
  const until = policy.until && whenText(policy.until, workshop.timeZone);
  return until ? html`<p class="field-hint">${t.booking.policyUntil(until)}</p>` : null;
}
