import { html } from "../../vendor/preact/preact.js";
import { useAction } from "../../hooks/action.js";
import { actionsFor } from "../../model/board.js";
import { minutesLate } from "../../model/bar.js";
import { moneyText, percentText } from "../../model/figures.js";
import { riskOf } from "../../model/lanes.js";
import { dateText, durationText, timeText } from "../../model/zone.js";
import { t } from "../../strings/index.js";
import { Icon } from "../common/icon.js";
import { Failure } from "../common/notice.js";
import { Status } from "../common/badge.js";

const shortcuts = { "check-in": "I", start: "S", complete: "C", move: "M", cancel: "X" };

function Fact({ name, children }) {
  return html`<div><dt>${name}</dt><dd>${children}</dd></div>`;
}

function Actions({ appointment, onAct }) {
  const { busy, problem, run } = useAction();
  const [first, ...others] = actionsFor(appointment.status);
  if (!first) return null;
  const button = (action, look) => html`<button key=${action} type="button" class=${`button ${look}`} disabled=${busy}
    aria-keyshortcuts=${shortcuts[action]} onClick=${() => run(() => onAct(action))}>${t.board.actions[action]}
    ${shortcuts[action] && html` <kbd aria-hidden="true">${shortcuts[action]}</kbd>`}</button>`;
  const more = others.map((action) => button(action, action === "cancel" ? "button-stop" : ""));
  return html`<div class="details-actions">
    ${button(first, "button-main")}
    ${more.length > 0 && html`<div class="row-of">${more}</div>`}
    ${problem && html`<${Failure} problem=${problem} />`}
  </div>`;
}

/** Everything about the chosen appointment, and what can be done with it now. */
export function Details({ appointment, board, now, onAct, onClose }) {
  const { vehicle, customer, workshop, services } = appointment;
  const zone = workshop.timeZone;
  const late = minutesLate(appointment, now);
  const risk = riskOf(board, appointment);
  const steps = appointment.steps ?? [];
  return html`<section class="details" aria-label=${t.board.details.label}>
    <div class="details-head">
      <h2>${vehicle.plate}</h2>
      <button type="button" class="button button-plain button-icon" aria-label=${t.close} onClick=${onClose}>
        <${Icon} name="x" /></button>
    </div>
    <p class="details-when">
      <span class="details-time">${timeText(appointment.start, zone)} – ${timeText(appointment.end, zone)}</span>
      <${Status} status=${appointment.status} />${late > 4 && html`<span class="late">${t.late(durationText(late))}</span>`}</p>
    <${Actions} key=${appointment.id} appointment=${appointment} onAct=${onAct} />
    <dl class="facts">
      <${Fact} name=${t.board.details.vehicle}>${vehicle.make} ${vehicle.model}${vehicle.year && `, ${vehicle.year}`}<//>
      <${Fact} name=${t.board.details.work}>${services.map(({ id, name, labourTenths }) =>
        html`<div key=${id} class="fact-line"><span>${name}</span><span>${durationText(labourTenths * 6)}</span></div>`)}<//>
      <${Fact} name=${t.board.details.customer}><a href=${`/customer#${customer.id}`}>${customer.name}</a>
        ${customer.phone && html`<br /><a dir="ltr" href=${`tel:${customer.phone}`}>${customer.phone}</a>`}<//>
      <${Fact} name=${t.board.details.technician}>${appointment.technician.name}, ${appointment.bay.name}<//>
      ${steps.length > 1 && html`<${Fact} name=${t.board.details.steps}>${steps.map((step) => html`<div key=${step.start} class="fact-line">
        <span>${[...step.technicians, step.bay].filter(Boolean).map(({ name }) => name).join(t.comma)}</span>
        <span>${timeText(step.start, zone)}</span></div>`)}<//>`}
      ${risk > 0 && html`<${Fact} name=${t.board.details.risk}><span class="late">${t.board.risk(percentText(risk))}</span><//>`}
      <${Fact} name=${t.board.details.price}>${moneyText(appointment.price)}<//>
      ${appointment.note && html`<${Fact} name=${t.board.details.note}>${appointment.note}<//>`}
      <${Fact} name=${t.board.details.booked}>
        ${dateText(appointment.bookedAt, zone)}, ${t.board.details.channel[appointment.channel]}<//>
    </dl>
  </section>`;
}
