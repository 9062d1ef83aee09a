import { html, useState } from "../../vendor/preact/preact.js";
import { call, idempotencyKeys } from "../../model/api.js";
import { missingOn, orderOf } from "../../model/booking.js";
import { locale } from "../../model/languages.js";
import { timeText } from "../../model/zone.js";
import { t } from "../../strings/index.js";
import { Field } from "../common/field.js";
import { Failure } from "../common/notice.js";
import { focusFirstError } from "./focus.js";

/** One order keeps its key over all tries, so a repeated press or a lost answer books once. */
function useOrder(state, dispatch, held) {
  const [view, setView] = useState({ busy: false, problem: null });
  const [keys] = useState(idempotencyKeys);
  const send = async () => {
    setView({ busy: true, problem: null });
    const body = orderOf(state, locale, await held());
    try {
      const headers = { "Idempotency-Key": keys.of(body) };
      const result = await call("booking", "/v1/appointments", { method: "POST", body, headers });
      dispatch({ type: "booked", result });
    } catch (problem) {
      if (problem.slug === "slot-taken") dispatch({ type: "taken", alternatives: problem.extensions.alternatives ?? [] });
      else setView({ busy: false, problem });
    }
  };
  return [view, send];
}

const isKept = (hold) => hold !== null && new Date(hold.expiresAt) > new Date();

/** The field's rule as the server named it, when it refused one. */
const serverRule = (problem, field) => problem?.errors.find((violation) => violation.field.endsWith(field))?.rule;

/** Step 3: who, and the order itself. */
export function StepContact({ state, dispatch, workshop, held, children }) {
  const [asked, setAsked] = useState(false);
  const [{ busy, problem }, order] = useOrder(state, dispatch, held);
  const missing = asked ? missingOn(3, state) : {};
  const submit = (event) => {
    event.preventDefault();
    setAsked(true);
    if (Object.keys(missingOn(3, state)).length === 0) order();
    else focusFirstError(event.target);
  };
  const bind = (field) => ({
    id: field,
    value: state.customer[field],
    error: missing[field] ?? serverRule(problem, `customer.${field}`),
    onInput: (event) => dispatch({ type: "customer", field, value: event.target.value }),
  });
  return html`<form class="step" noValidate onSubmit=${submit}>
    <h2>${t.booking.contact}</h2>
    <p class="field-hint" role="status">${isKept(state.hold) && t.booking.held(timeText(state.hold.expiresAt, workshop.timeZone))}</p>
    <${Field} ...${bind("name")} label=${t.booking.name} autocomplete="name" maxlength="120" />
    <${Field} ...${bind("email")} type="email" label=${t.booking.email} hint=${t.booking.emailHint}
      autocomplete="email" maxlength="254" />
    <${Field} ...${bind("phone")} type="tel" label=${t.booking.phone} hint=${t.booking.phoneHint} optional
      autocomplete="tel" maxlength="30" />
    ${children}
    ${problem && html`<${Failure} problem=${problem} retry=${problem.isPassing ? order : undefined} />`}
    <div class="step-end">
      <button class="button button-main" disabled=${busy}>${busy ? t.booking.confirming : t.booking.confirm}</button>
    </div>
  </form>`;
}
