import { html, useState } from "../../vendor/preact/preact.js";
import { useAction } from "../../hooks/action.js";
import { openWith } from "../../model/renewal.js";
import { t } from "../../strings/index.js";
import { Field } from "../common/field.js";
import { Notice } from "../common/notice.js";
import { entryText } from "./words.js";

const words = t.shell.enter;

/** E-mail and password of a staff account: how the first people of a new system come in. What was typed may be looked at, until it is sent. */
export function PasswordForm() {
  const [given, setGiven] = useState({ email: "", password: "" });
  const [shown, setShown] = useState(false);
  const { busy, problem, run } = useAction();
  const typed = (field) => (event) => setGiven((old) => ({ ...old, [field]: event.target.value }));
  const submit = (event) => {
    event.preventDefault();
    // A browser remembers what it sees sent in a text field.
    setShown(false);
    run(() => openWith("/v1/staff/sessions", given));
  };
  return html`<form class="enter-form" onSubmit=${submit}>
    ${problem && html`<${Notice} tone="stop">
      <p>${entryText(problem, { "wrong-credentials": words.wrongPassword, 422: words.wrongPassword })}</p><//>`}
    <${Field} id="staff-email" type="email" label=${words.email} autocomplete="username webauthn" required
      value=${given.email} onInput=${typed("email")} />
    <${Field} id="staff-password" type=${shown ? "text" : "password"} label=${words.password} autocomplete="current-password" required
      autocapitalize="none" spellcheck=${false} value=${given.password} onInput=${typed("password")} />
    <div class="enter-more"><button type="button" class="link" aria-controls="staff-password" onClick=${() => setShown(!shown)}>
      ${shown ? words.hidePassword : words.showPassword}</button></div>
    <button class="button" disabled=${busy}>${words.check}</button>
  </form>`;
}
