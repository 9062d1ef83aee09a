import { html, useState } from "../../vendor/preact/preact.js";
import { useAction } from "../../hooks/action.js";
import { openWith } from "../../model/renewal.js";
import { t } from "../../strings/index.js";
import { Field } from "../common/field.js";
import { Notice } from "../common/notice.js";
import { entryText } from "./words.js";

const words = t.shell.enter;

/** E-mail and password of a staff account: how the first people of a new system come in. */
export function PasswordForm() {
  const [given, setGiven] = useState({ email: "", password: "" });
  const { busy, problem, run } = useAction();
  const typed = (field) => (event) => setGiven((old) => ({ ...old, [field]: event.target.value }));
  const submit = (event) => {
    event.preventDefault();
    run(() => openWith("/v1/staff/sessions", given));
  };
  return html`<form class="enter-form" onSubmit=${submit}>
    ${problem && html`<${Notice} tone="stop">
      <p>${entryText(problem, { "wrong-credentials": words.wrongPassword, 422: words.wrongPassword })}</p><//>`}
    <${Field} id="staff-email" type="email" label=${words.email} autocomplete="username webauthn" required
      value=${given.email} onInput=${typed("email")} />
    <${Field} id="staff-password" type="password" label=${words.password} autocomplete="current-password" required
      value=${given.password} onInput=${typed("password")} />
    <button class="button" disabled=${busy}>${words.check}</button>
  </form>`;
}
