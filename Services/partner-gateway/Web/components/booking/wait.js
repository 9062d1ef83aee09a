import { html, useState } from "../../vendor/preact/preact.js";
import { call, newIdempotencyKey } from "../../model/api.js";
import { customerOf, missingOn, vehicleOf } from "../../model/booking.js";
import { locale } from "../../model/languages.js";
import { addDays, dayOf } from "../../model/zone.js";
import { t } from "../../strings/index.js";
import { Field } from "../common/field.js";
import { FormDialog } from "../common/form-dialog.js";
import { focusFirstError } from "./focus.js";

/** Days a wish may span (`WaitingWish.longest`). */
const longest = 60;

/** Asks for the days that suit and an address, and puts the reader on the waiting list; its own page goes on from there. */
export function Wait({ state, dispatch, workshop, onClose }) {
  const today = dayOf(Date.now(), workshop.timeZone);
  const [days, setDays] = useState({ from: today, to: addDays(today, 13) });
  const [key] = useState(newIdempotencyKey);
  const [asked, setAsked] = useState(false);
  const { name, email } = missingOn(3, state);
  const order = days.from && days.to && days.from <= days.to && days.to < addDays(days.from, longest);
  const missing = asked ? { name, email, to: order ? undefined : t.booking.waitDays } : {};
  const ready = (form) => {
    setAsked(true);
    if (!name && !email && order) return true;
    focusFirstError(form);
    return false;
  };
  const send = async () => {
    const body = {
      workshopId: state.workshopId, serviceIds: state.serviceIds, customer: customerOf(state, locale), vehicle: vehicleOf(state), ...days,
      ...(state.note.trim() ? { note: state.note.trim() } : {}),
    };
    const { token } = await call("booking", "/v1/waiting-list", { method: "POST", body, headers: { "Idempotency-Key": key } });
    location.assign(`/waiting#${token}`);
  };
  const bind = (field) => ({
    id: `wait-${field}`,
    value: state.customer[field],
    error: missing[field],
    onInput: (event) => dispatch({ type: "customer", field, value: event.target.value }),
  });
  const day = (field) => ({
    id: `wait-${field}`, type: "date", min: today, value: days[field], error: missing[field],
    onInput: ({ target }) => setDays((old) => ({ ...old, [field]: target.value })),
  });
  return html`<${FormDialog} title=${t.booking.waitTitle} text=${t.booking.waitText} confirm=${t.booking.waitConfirm} kind="main"
    keep=${t.cancel} ready=${ready} send=${send} onClose=${onClose}>
    <${Field} ...${day("from")} label=${t.booking.waitFrom} />
    <${Field} ...${day("to")} label=${t.booking.waitTo} />
    <${Field} ...${bind("name")} label=${t.booking.name} autocomplete="name" maxlength="120" />
    <${Field} ...${bind("email")} type="email" label=${t.booking.email} hint=${t.booking.waitHint} autocomplete="email" maxlength="254" />
  <//>`;
}
