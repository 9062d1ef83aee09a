import { html, useEffect, useRef, useState } from "../vendor/preact/preact.js";
import { AskDialog } from "../components/appointment/ask-dialog.js";
import { CancelDialog } from "../components/appointment/cancel-dialog.js";
import { Move } from "../components/appointment/move.js";
import { Policy, Request } from "../components/appointment/policy.js";
import { Visit } from "../components/appointment/visit.js";
import { CalendarButton, Wallet } from "../components/appointment/wallet.js";
import { DirectionsLink } from "../components/booking/directions-link.js";
import { CustomerPage } from "../components/common/customer-page.js";
import { Failure, Notice } from "../components/common/notice.js";
import { Skeleton } from "../components/common/pending.js";
import { useNow } from "../hooks/clock.js";
import { useReloading, useResource } from "../hooks/resource.js";
import { call, idempotencyKeys } from "../model/api.js";
import { tokenInFragment } from "../model/calendar.js";
import { askable } from "../model/policy.js";
import { visitOf } from "../model/visits.js";
import { whenText } from "../model/zone.js";
import { t } from "../strings/index.js";
import { mount } from "./mount.js";

function Actions({ appointment, token, onMove, onCancel, onAsk }) {
  const { policy, status } = appointment;
  const still = status === "booked";
  const asks = askable(appointment);
  return html`<div class="visit-actions">
    ${still && policy?.canChange && html`<button type="button" class="button button-main" onClick=${onMove}>
      ${t.booking.move}</button>`}
    ${still && html`<${CalendarButton} token=${token} />`}
    ${!["cancelled", "no_show"].includes(status) && html`<${DirectionsLink} workshop=${appointment.workshop} />`}
    ${still && policy?.canCancel && html`<button type="button" class="button button-stop" onClick=${onCancel}>
      ${t.booking.cancel}</button>`}
    ${asks.map((kind) => html`<button key=${kind} type="button" class="button" onClick=${() => onAsk(kind)}>
      ${t.booking.ask.buttons[kind]}</button>`)}
    ${["cancelled", "no_show", "completed"].includes(status) && html`<a class="button" href="/">${t.booking.bookNew}</a>`}
  </div>`;
}

/**
 * Where a reader goes on after what they pressed is gone: what was done, the heading after a cancellation, else the button that
 * began it. Gives the element's ref.
 */
function useReturn(mode, done, status) {
  const root = useRef();
  const last = useRef({ mode, status });
  useEffect(() => {
    const { mode: before, status: was } = last.current;
    last.current = { mode, status };
    const find = (selector) => root.current?.querySelector(selector);
    if (["move", "ask move"].includes(before) && mode === null) (find(".visit-done") ?? find(".visit-actions .button"))?.focus();
    if (was && was !== "cancelled" && status === "cancelled" && document.activeElement === document.body) find("h1")?.focus();
  }, [mode, done, status]);
  return root;
}

function Appointment({ token }) {
  const view = useResource(token, (signal) => call("booking", "/v1/my/appointment", { token, signal }).then(visitOf));
  const [mode, setMode] = useState(null);
  const [done, setDone] = useState(null);
  const [wishes] = useState(idempotencyKeys);
  const now = useNow();
  const root = useReturn(mode, done, view.data?.status);
  useReloading(view, 30_000, mode === null);

  if (view.data === null && view.state === "failed") {
    if ([401, 403, 404, 410].includes(view.problem.status)) return html`<${LinkGone} />`;
    return html`<${Failure} problem=${view.problem} retry=${view.reload} />`;
  }
  if (view.data === null) return html`<${Skeleton} rows=${5} />`;

  const appointment = view.data;
  const zone = appointment.workshop.timeZone;
  const change = async (path, body) => {
    const answer = visitOf(await call("booking", `/v1/my/appointment/${path}`, { method: "POST", body, token }));
    view.setData((old) => ({ ...old, ...answer }));
    view.reload();
    setMode(null);
    setDone(path === "move" ? t.booking.moved(whenText(answer.start, zone)) : null);
  };
  const ask = async (wish) => {
    const body = { ...wish, note: wish.note?.trim() || undefined };
    // Pressed again after an answer that was lost it is the same wish; another wish is another request.
    const headers = { "Idempotency-Key": wishes.of(body) };
    const exception = await call("booking", "/v1/my/appointment/exception", { method: "POST", body, token, headers });
    wishes.forget();
    view.setData((old) => ({ ...old, exception }));
    setMode(null);
    setDone(null);
  };
  const slots = (from, days, signal) => call("booking", "/v1/my/appointment/slots", { token, query: { from, days }, signal });
  if (mode === "move" || mode === "ask move") {
    const asking = mode === "ask move";
    const move = (start, grounds) => (asking ? ask({ kind: "move", start, ...grounds }) : change("move", { start, ...grounds }));
    return html`<${Move} appointment=${appointment} asking=${asking} load=${slots} move=${move} onAsk=${() => setMode("ask move")}
      onClose=${() => setMode(null)} />`;
  }
  // On the day the code comes first, before it what can be changed.
  const isDue = new Date(appointment.start) - now < 12 * 3_600_000;
  const carried = html`<${Wallet} token=${token} appointment=${appointment} />`;
  return html`<div class="visit-page" ref=${root}>
    ${done && html`<div class="visit-done" tabindex="-1"><${Notice} tone="go"><p>${done}</p><//></div>`}
    <${Visit} appointment=${appointment} now=${now} />
    ${isDue && carried}
    <${Request} appointment=${appointment} />
    <${Actions} appointment=${appointment} token=${token} onAsk=${(kind) => (setDone(null), setMode(`ask ${kind}`))}
      onMove=${() => (setDone(null), setMode("move"))} onCancel=${() => setMode("cancel")} />
    ${!isDue && carried}
    <${Policy} appointment=${appointment} />
    ${mode === "cancel" && html`<${CancelDialog} onClose=${() => setMode(null)}
      fee=${appointment.policy?.cancel?.costsNow} reasons=${appointment.policy?.cancel?.reasons} onAsk=${() => setMode("ask cancel")}
      cancel=${(reason, acceptFee) => change("cancel", { reason, acceptFee })} />`}
    ${mode === "ask cancel" && html`<${AskDialog} change=${appointment.policy?.cancel} onClose=${() => setMode(null)}
      ask=${(wish) => ask({ kind: "cancel", ...wish })} />`}
  </div>`;
}

function LinkGone() {
  return html`<div class="empty"><h1>${t.booking.linkGone}</h1><p>${t.booking.linkGoneText}</p>
    <a class="button button-main" href="/">${t.booking.bookNew}</a></div>`;
}

function AppointmentPage() {
  const [token, setToken] = useState(() => tokenInFragment(location.hash));
  useEffect(() => {
    const update = () => setToken(tokenInFragment(location.hash));
    addEventListener("hashchange", update);
    return () => removeEventListener("hashchange", update);
  }, []);
  return html`<${CustomerPage}>
    <main id="main" class="book">${token ? html`<${Appointment} token=${token} />` : html`<${LinkGone} />`}</main>
  <//>`;
}

mount(AppointmentPage, t.booking.manageTitle);
