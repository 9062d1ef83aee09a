import { html, useState } from "../../vendor/preact/preact.js";
import { call, idempotencyKeys } from "../../model/api.js";
import { customerOf, missingOn, vehicleOf } from "../../model/booking.js";
import { locale } from "../../model/languages.js";
import { openSession } from "../../model/renewal.js";
import { knownSession, sessionHint } from "../../model/session.js";
import { addDays, dayOf } from "../../model/zone.js";
import { t } from "../../strings/index.js";
import { Button } from "../common/button.js";
import { Dialog } from "../common/dialog.js";
import { Field } from "../common/field.js";
import { FormDialog } from "../common/form-dialog.js";
import { focusFirstError } from "./focus.js";

/** Days a wish may span (`WaitingWish.longest`). */
const longest = 60;

/** The token of whoever is signed in: their address needs no letter. A session that cannot be opened makes a guest, who meets no sign-in. */
async function ownToken() {
  if (knownSession() === null && sessionHint() !== "yes") return undefined;
  return (await openSession().catch(() => null))?.accessToken;
}

/** A letter is on its way: nothing is offered until it is answered. */
function LookInMail({ email, onClose }) {
  return html`<${Dialog} label=${t.booking.waitAskedTitle} onClose=${onClose}>
    <h2>${t.booking.waitAskedTitle}</h2>
    <p role="status">${t.booking.waitAskedText(email)}</p>
    <div class="row-of"><${Button} kind="main" onClick=${onClose}>${t.booking.waitAskedClose}<//></div>
  <//>`;
}

/**
 * Asks for the days that suit and an address, and puts the reader on the waiting list. Whoever is signed in goes on on its page; a guest is
 * sent a letter that leads there.
 */
export function Wait({ state, dispatch, workshop, onClose }) {
  const today = dayOf(Date.now(), workshop.timeZone);
  const [days, setDays] = useState({ from: today, to: addDays(today, 13) });
  const [keys] = useState(idempotencyKeys);
  const [told, setTold] = useState(null);
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
    const headers = { "Idempotency-Key": keys.of(body) };
    const { token } = await call("booking", "/v1/waiting-list", { method: "POST", body, headers, token: await ownToken() });
    if (token) location.assign(`/waiting#${token}`);
    else setTold(body.customer.email);
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
  if (told) return html`<${LookInMail} email=${told} onClose=${onClose} />`;
  return html`<${FormDialog} title=${t.booking.waitTitle} text=${t.booking.waitText} confirm=${t.booking.waitConfirm} kind="main"
    keep=${t.cancel} ready=${ready} send=${send} onClose=${onClose}>
    <${Field} ...${day("from")} label=${t.booking.waitFrom} />
    <${Field} ...${day("to")} label=${t.booking.waitTo} />
    <${Field} ...${bind("name")} label=${t.booking.name} autocomplete="name" maxlength="120" />
    <${Field} ...${bind("email")} type="email" label=${t.booking.email} hint=${t.booking.waitHint} autocomplete="email" maxlength="254" />
  <//>`;
}
