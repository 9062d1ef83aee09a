import { html } from "../../vendor/preact/preact.js";
import { dueOf, isApprovable } from "../../model/exceptions.js";
import { moneyText } from "../../model/figures.js";
import { tightList, wordFor } from "../../model/words.js";
import { relativeText, whenText } from "../../model/zone.js";
import { t } from "../../strings/index.js";
import { Badge } from "../common/badge.js";
import { Button } from "../common/button.js";

const words = t.exceptions;
const tones = { approved: "go", overridden: "go", declined: "stop", expired: "caution", moot: "done" };

function Fact({ name, children }) {
  return html`<div><dt>${name}</dt><dd>${children}</dd></div>`;
}

function Decision({ exception }) {
  const { decision, status } = exception;
  const reason = decision?.reason && wordFor(words.reasons, decision.reason);
  return html`<p class="request-decision"><${Badge} tone=${tones[status]}>${words.states[status]}<//>
    ${reason && html`<span>${reason}</span>`}${decision?.charged && html`<span>${words.charged(moneyText(decision.charged))}</span>`}
    ${decision?.note && html`<q>${decision.note}</q>`}</p>`;
}

function Actions({ exception, isFirst, onAsk }) {
  const can = isApprovable(exception);
  const look = (isMain) => (isFirst && isMain ? "main" : "ordinary");
  return html`<div class="row-of">
    ${can && html`<${Button} kind=${look(true)} onClick=${() => onAsk("approve")}>${words.approve}<//>`}
    <${Button} kind=${look(!can)} onClick=${() => onAsk("override")}>${words.override}<//>
    <${Button} onClick=${() => onAsk("decline")}>${words.decline}<//>
  </div>`;
}

/** One request: who wants what, why, what stands against it, how long there is to answer, and the three answers. */
export function RequestRow({ item, now, isFirst, onAsk }) {
  const { exception, appointment } = item;
  const { kind, workshop, fee, feeAccepted, status } = exception;
  const zone = workshop.timeZone;
  const due = dueOf(exception, now);
  const tone = due.isLate ? "stop" : "info";
  const name = `${appointment.vehicle.plate}, ${words.kinds[kind]}, ${due.text}`;
  return html`<li class="request" data-id=${exception.id} tabindex="-1" aria-label=${name}>
    <div class="request-head">
      <h2>${appointment.vehicle.plate} <span>${words.kinds[kind]}</span></h2>
      <p class="request-due">${status === "pending" && html`<${Badge} tone=${tone} icon="clock">${due.text}<//>`}
        <span class="soft">${status === "pending" ? words.asked(relativeText(exception.requestedAt, now)) : due.text}</span></p>
    </div>
    <dl class="request-facts">
      <${Fact} name=${words.now}>${whenText(status === "pending" ? appointment.start : exception.appointmentStart, zone)}<//>
      ${kind === "move" && html`<${Fact} name=${words.wanted}><b>${whenText(exception.wantedStart, zone)}</b><//>`}
      <${Fact} name=${words.work}>${tightList(appointment.services.map(({ name: service }) => service))}<//>
      <${Fact} name=${words.customer}>${exception.customer.name}${exception.customer.phone &&
        html`<br /><a dir="ltr" href=${`tel:${exception.customer.phone}`}>${exception.customer.phone}</a>`}<//>
      <${Fact} name=${words.because}>${wordFor(words.refusals, exception.refusal)}<//>
      ${fee && html`<${Fact} name=${words.fee}>${(feeAccepted ? words.feeAgreed : words.feeSpared)(moneyText(fee))}<//>`}
      <${Fact} name=${words.why}>${wordFor(words.reasons, exception.reason)}${exception.note &&
        html`<br /><q>${exception.note}</q>`}<//>
    </dl>
    ${status === "pending"
      ? html`<${Actions} exception=${exception} isFirst=${isFirst} onAsk=${onAsk} />`
      : html`<${Decision} exception=${exception} />`}
  </li>`;
}
