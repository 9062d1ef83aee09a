import { html, useEffect, useReducer, useRef } from "../vendor/preact/preact.js";
import { Booked } from "../components/booking/booked.js";
import { StepCar } from "../components/booking/step-car.js";
import { StepContact } from "../components/booking/step-contact.js";
import { StepTime } from "../components/booking/step-time.js";
import { Steps } from "../components/booking/steps.js";
import { Summary } from "../components/booking/summary.js";
import { CustomerPage } from "../components/common/customer-page.js";
import { Failure } from "../components/common/notice.js";
import { Skeleton } from "../components/common/pending.js";
import { useHold } from "../hooks/hold.js";
import { useMedia } from "../hooks/media.js";
import { useResource } from "../hooks/resource.js";
import { useWorkshops } from "../hooks/workshops.js";
import { call } from "../model/api.js";
import { bookingReducer, emptyBooking } from "../model/booking.js";
import { keepUsualWorkshop, usualWorkshop } from "../model/workshops.js";
import { numberText } from "../model/figures.js";
import { t } from "../strings/index.js";
import { mount } from "./mount.js";

/** A new step starts at its top, and a screen reader hears which one it is. */
function useStepStart(step) {
  const main = useRef();
  const last = useRef(step);
  useEffect(() => {
    if (last.current === step) return;
    last.current = step;
    scrollTo({ top: 0 });
    if (step < 4) main.current.focus({ preventScroll: true });
  }, [step]);
  return main;
}

/** The same while the page loads and after, so that nothing moves. */
function Head({ step, onStep }) {
  return html`<div class="book-head">
    <h1>${t.booking.pageTitle}</h1>
    ${step === 1 && html`<p>${t.booking.lead}</p>`}
    <${Steps} step=${step} onStep=${onStep} />
  </div>`;
}

function Form({ workshops }) {
  const [state, dispatch] = useReducer(bookingReducer, usualWorkshop(workshops)?.id ?? null, emptyBooking);
  const services = useResource(state.workshopId, (signal) =>
    call("booking", "/v1/services", { query: { workshopId: state.workshopId }, signal }).then(({ items }) => items),
  );
  const wide = useMedia("(min-width: 60rem)");
  const main = useStepStart(state.step);
  const held = useHold(state, dispatch);
  useEffect(() => state.workshopId && keepUsualWorkshop(state.workshopId), [state.workshopId]);

  const workshop = workshops.find(({ id }) => id === state.workshopId);
  const shared = { state, dispatch, workshop };
  const summary = html`<${Summary} state=${state} workshop=${workshop} services=${services.data ?? []} />`;
  const toStep = (step) => dispatch({ type: "step", step });
  if (state.step === 4) {
    return html`<main id="main" class="book">
      <${Booked} result=${state.result} workshop=${workshop} onAnother=${() => location.reload()} /></main>`;
  }
  const label = t.booking.stepOf(numberText(state.step), t.booking.steps[state.step - 1]);
  return html`<main id="main" ref=${main} tabindex="-1" class="book" aria-label=${label}>
    <${Head} step=${state.step} onStep=${toStep} />
    <div class="book-step">
      ${state.step === 1 && html`<${StepCar} ...${shared} workshops=${workshops} services=${services} />`}
      ${state.step === 2 && html`<${StepTime} ...${shared} services=${services.data ?? []} />`}
      ${state.step === 3 && html`<${StepContact} ...${shared} held=${held}>${!wide && summary}<//>`}
    </div>
    ${wide && html`<aside class="book-aside">${summary}</aside>`}
  </main>`;
}

function BookPage() {
  const workshops = useWorkshops();
  const body = () => {
    if (workshops.state === "failed") {
      return html`<main id="main" class="book"><${Failure} problem=${workshops.problem} retry=${workshops.reload} /></main>`;
    }
    const title = html`<h1>${t.booking.pageTitle}</h1>`;
    if (workshops.data === null) {
      return html`<main id="main" class="book"><${Head} step=${1} /><${Skeleton} rows=${6} /></main>`;
    }
    if (workshops.data.length === 0) {
      return html`<main id="main" class="book"><div class="empty">${title}<p>${t.booking.noWorkshops}</p></div></main>`;
    }
    return html`<${Form} workshops=${workshops.data} />`;
  };
  return html`<${CustomerPage}>${body()}<//>`;
}

mount(BookPage, t.booking.pageTitle);
