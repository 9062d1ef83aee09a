import { html, useLayoutEffect, useRef, useState } from "../../vendor/preact/preact.js";
import { useAction } from "../../hooks/action.js";
import { useCountdown } from "../../hooks/countdown.js";
import { call } from "../../model/api.js";
import { reachOf } from "../../model/reach.js";
import { openWith } from "../../model/renewal.js";
import { t } from "../../strings/index.js";
import { CodeField, codeLength } from "../common/code-field.js";
import { Field } from "../common/field.js";
import { Notice } from "../common/notice.js";
import { entryText } from "./words.js";

const words = t.shell.enter;
const pause = 30;

const sendCode = ({ channel, address }) =>
  call("partner-gateway", "/v1/sign-in/codes", { method: "POST", body: { channel, address, locale: document.documentElement.lang } });

/** Step one: the mail address or the mobile number, in one field. The answer is the same whether it is known or not, and so is what the page says. */
export function AddressForm({ onSent, main }) {
  const [typed, setTyped] = useState("");
  const [error, setError] = useState(null);
  const { busy, problem, run } = useAction();
  const submit = (event) => {
    event.preventDefault();
    const reach = reachOf(typed);
    setError(reach ? null : "reach");
    if (reach) run(async () => onSent({ ...reach, id: (await sendCode(reach)).id }));
  };
  return html`<form class="enter-form" noValidate onSubmit=${submit}>
    ${problem && html`<${Notice} tone="stop"><p>${entryText(problem)}</p><//>`}
    <${Field} id="email" label=${words.reach} error=${error} autocomplete="username webauthn" inputmode="email" autocapitalize="none"
      spellcheck=${false} required dir="ltr" value=${typed} onInput=${(event) => setTyped(event.target.value)} />
    <button class=${`button ${main ? "button-main" : ""}`} disabled=${busy}>${words.send}</button>
  </form>`;
}

/** Step two: six digits, typed, pasted or filled in by the phone; the sixth one sends them. */
export function CodeForm({ sent, onSent, onBack }) {
  const [code, setCode] = useState("");
  const [view, setView] = useState({ busy: false, problem: null, resent: false });
  const [left, startOver] = useCountdown(pause);
  const field = useRef();
  // Before it is painted: who types at once loses no digit.
  useLayoutEffect(() => field.current.querySelector("input").focus(), [sent.id]);
  const check = async (digits) => {
    setView({ busy: true, problem: null, resent: false });
    try {
      await openWith(`/v1/sign-in/codes/${encodeURIComponent(sent.id)}`, { code: digits });
    } catch (problem) {
      setView({ busy: false, problem, resent: false });
      if (problem.status === 401) setCode("");
    }
  };
  const typed = (digits) => {
    setCode(digits);
    if (digits.length === codeLength && digits !== code && !view.busy) check(digits);
  };
  const resend = async () => {
    try {
      onSent({ ...sent, id: (await sendCode(sent)).id });
      setView({ busy: false, problem: null, resent: true });
      setCode("");
      startOver();
    } catch (problem) {
      setView({ busy: false, problem, resent: false });
    }
  };
  const submit = (event) => {
    event.preventDefault();
    if (code.length === codeLength) check(code);
  };
  return html`<form ref=${field} class="enter-form" onSubmit=${submit}>
    <h2>${words.codeTitle}</h2>
    <p>${view.resent ? words.resent : (sent.channel === "sms" ? words.textSent : words.codeSent)(sent.address)}</p>
    ${view.problem && html`<${Notice} tone="stop"><p>${entryText(view.problem)}</p><//>`}
    <${CodeField} id="code" value=${code} onCode=${typed} aria-invalid=${view.problem ? "true" : undefined} />
    <button class="button button-main" disabled=${view.busy || code.length < codeLength}>${words.check}</button>
    <div class="enter-more">
      <button type="button" class="link" disabled=${left > 0} onClick=${resend}>
        ${left > 0 ? words.resendIn(left) : words.resend}</button>
      <button type="button" class="link" onClick=${onBack}>${words.otherAddress}</button>
    </div>
  </form>`;
}
