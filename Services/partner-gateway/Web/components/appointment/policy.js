import { html } from "../../vendor/preact/preact.js";
import { policySentences } from "../../model/policy.js";
import { whenText } from "../../model/zone.js";
import { t } from "../../strings/index.js";
import { Notice } from "../common/notice.js";

const tones = { pending: "info", approved: "go", overridden: "go", declined: "caution", moot: "info", expired: "caution" };

/** Until when an appointment may be moved or cancelled, at what price, how often; the workshop's number once that is over. */
export function Policy({ appointment }) {
  const { policy, workshop } = appointment;
  if (appointment.status !== "booked" || !policy) return null;
  const isOver = !policy.canChange || !policy.canCancel;
  const call = isOver && workshop.phone && html`<a href=${`tel:${workshop.phone}`}>${t.booking.call(workshop.phone)}</a>`;
  return html`<p class="field-hint">${policySentences(policy, workshop.timeZone).join(" ")} ${call}</p>`;
}

/** Where the latest request to the workshop stands; what became of an older one is not told once it is all settled and past. */
export function Request({ appointment }) {
  const { exception, workshop, status } = appointment;
  if (!exception || exception.status === "moot") return null;
  if (status !== "booked" && exception.status === "pending") return null;
  const zone = workshop.timeZone;
  const words = t.booking.ask;
  const what = exception.kind === "move" ? words.what.move(whenText(exception.wantedStart, zone)) : words.what.cancel;
  return html`<div class="visit-request"><${Notice} tone=${tones[exception.status]}>
    <p><b>${words.states[exception.status]}</b> ${what}
      ${exception.status === "pending" && html` ${words.answerBy(whenText(exception.dueAt, zone))}`}
      ${exception.note && html`<br />${words.says(workshop.name)} <q>${exception.note}</q>`}</p>
  <//></div>`;
}
