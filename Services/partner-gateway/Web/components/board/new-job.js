import { html, useEffect, useRef, useState } from "../../vendor/preact/preact.js";
import { useAction } from "../../hooks/action.js";
import { useResource } from "../../hooks/resource.js";
import { call, idempotencyKeys } from "../../model/api.js";
import { makesWay } from "../../model/places.js";
import { planning, placeText, reasonsText, spanText } from "../../model/planning-words.js";
import { changed } from "../../model/board-actions.js";
import { staffCall } from "../../model/staff.js";
import { dayOf, durationText, whenText } from "../../model/zone.js";
import { t } from "../../strings/index.js";
import { Button } from "../common/button.js";
import { DatePicker } from "../common/date-picker.js";
import { Dialog } from "../common/dialog.js";
import { Failure, Notice } from "../common/notice.js";
import { Pending } from "../common/pending.js";
import { Select } from "../common/select.js";
import { JobContact, noContact } from "./job-contact.js";
import { PlaceList } from "./place-list.js";

const words = planning.job;
const options = (names) => Object.entries(names).map(([value, text]) => ({ value, text }));

function Work({ services, chosen, error, onToggle }) {
  return html`<fieldset class="work-list" aria-describedby=${error ? "work-error" : undefined}><legend>${words.work}</legend>
    <div class="work-rows">${services.map(({ id, name, labourTenths }) => html`<label key=${id} class="work-row">
      <input type="checkbox" checked=${chosen.includes(id)} onChange=${() => onToggle(id)} />
      <span>${name}</span><span class="soft">${durationText(labourTenths * 6)}</span></label>`)}</div>
    ${error && html`<p class="field-error" id="work-error">${words.pick}</p>`}
  </fieldset>`;
}

function Question({ services, form, change, today, busy, problem, onAsk }) {
  const [wrong, setWrong] = useState(false);
  const { serviceIds } = form;
  const toggle = (id) => change({ serviceIds: serviceIds.includes(id) ? serviceIds.filter((one) => one !== id) : [...serviceIds, id] });
  const submit = (event) => {
    event.preventDefault();
    setWrong(form.serviceIds.length === 0);
    if (form.serviceIds.length > 0 && !busy) onAsk();
  };
  return html`<form class="dialog-body" noValidate onSubmit=${submit}>
    <p class="soft">${words.lead}</p>
    <${Work} services=${services} chosen=${form.serviceIds} error=${wrong && form.serviceIds.length === 0} onToggle=${toggle} />
    <div class="form-grid">
      <${Select} id="job-class" label=${words.class} value=${form.vehicleClass} options=${options(words.classes)}
        onChange=${(vehicleClass) => change({ vehicleClass })} />
      <${Select} id="job-priority" label=${words.priority} value=${form.priority} options=${options(words.priorities)}
        onChange=${(priority) => change({ priority })} />
      <${DatePicker} id="job-from" label=${words.from} value=${form.from} min=${today} today=${today}
        onChange=${(from) => from && change({ from })} />
    </div>
    ${problem && html`<${Failure} problem=${problem} />`}
    <div class="row-of"><${Button} kind="main" type="submit" busy=${busy}>${words.find}<//></div>
  </form>`;
}

/** A job that comes by telephone or at the desk: the work, then the best places with their reasons, then for whom. */
export function NewJob({ session, workshop, date, board, apply, reload, say, onClose }) {
  const zone = workshop.timeZone;
  const today = dayOf(Date.now() + board.ahead, zone);
  const [form, setForm] = useState({ serviceIds: [], vehicleClass: "midsize", priority: "normal", from: date > today ? date : today });
  const [found, setFound] = useState(null);
  const [place, setPlace] = useState(null);
  // For what is asked now: an answer to another question is none.
  const best = found?.form === form ? found.best : null;
  const madeWay = useRef(null);
  const [keys] = useState(idempotencyKeys);
  const [contact, setContact] = useState(noContact);
  const { busy, problem, run } = useAction();
  const services = useResource(workshop.id, (signal) =>
    call("booking", "/v1/services", { query: { workshopId: workshop.id }, signal }).then(({ items }) => items));
  const list = useRef();
  useEffect(() => list.current?.scrollIntoView({ block: "nearest" }), [best, place]);
  const change = (part) => (setForm((old) => ({ ...old, ...part })), setPlace(null));
  const ask = () => run(async () => {
    const query = { ...form, workshopId: workshop.id, serviceIds: form.serviceIds.join(","), days: 7 };
    setFound({ form, best: (await staffCall(session, "booking", "/v1/recommendations", { query })).best });
  });
  const other = (isTaken) => {
    setPlace(null);
    if (isTaken) ask();
  };
  const book = async (who) => {
    const before = makesWay(place);
    // Once: what comes after may have to be tried again.
    if (before && madeWay.current !== place) apply(await changed(session, before, "move", { start: before.to, reason: "displaced" }));
    madeWay.current = place;
    const body = { workshopId: workshop.id, serviceIds: form.serviceIds, start: place.start, channel: "advisor",
      customer: who.customer, vehicle: { ...who.vehicle, class: form.vehicleClass } };
    const headers = { "Idempotency-Key": keys.of(body) };
    const answer = await staffCall(session, "booking", "/v1/appointments", { method: "POST", body, headers });
    apply(answer.appointment);
    reload();
    say(words.booked(answer.appointment.vehicle.plate, whenText(answer.appointment.start, zone)));
    onClose();
  };
  const body = () => {
    if (services.data === null) return html`<${Pending} resource=${services} rows=${6} height="2rem" />`;
    if (place) {
      return html`<${JobContact} when=${spanText(place.start, place.end, zone)} where=${placeText(place)} book=${book}
        form=${contact} setForm=${setContact} note=${makesWay(place) && reasonsText(place, zone)} onOther=${other} />`;
    }
    return html`<${Question} services=${services.data} ...${{ form, change, today, busy, problem }} onAsk=${ask} />
      <div role="status">${best?.length === 0 && html`<${Notice} tone="caution"><p>${words.none}</p><//>`}</div>
      ${best?.length > 0 && html`<section ref=${list}><h3>${planning.best.title}</h3>
        <${PlaceList} places=${best} zone=${zone} onChoose=${setPlace} /></section>`}`;
  };
  return html`<${Dialog} label=${words.title} class="dialog-wide" onClose=${onClose}>
    <div class="details-head"><h2>${words.title}</h2><${Button} kind="plain" icon="x" name=${t.close} onClick=${onClose} /></div>
    ${body()}
  <//>`;
}
