import { html, useState } from "../../vendor/preact/preact.js";
import { call } from "../../model/api.js";
import { keepSession } from "../../model/session.js";
import { t } from "../../strings/index.js";
import { Field } from "./field.js";
import { Notice, problemText } from "./notice.js";

const words = (problem) => (problem.status === 401 || problem.status === 422 ? t.signIn.wrong : problemText(problem));

/** E-mail and password for a session in this tab. */
export function SignIn() {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [state, setState] = useState({ busy: false, problem: null });
  const submit = async (event) => {
    event.preventDefault();
    setState({ busy: true, problem: null });
    try {
      keepSession(await call("partner-gateway", "/v1/staff/sessions", { method: "POST", body: { email, password } }));
    } catch (problem) {
      setState({ busy: false, problem });
    }
  };
  return html`<main id="main"><form class="sign-in" onSubmit=${submit}>
    <h1>${t.signIn.title}</h1>
    ${state.problem && html`<${Notice} tone="stop"><p>${words(state.problem)}</p><//>`}
    <${Field} id="email" type="email" label=${t.signIn.email} autocomplete="username" required
      value=${email} onInput=${(event) => setEmail(event.target.value)} />
    <${Field} id="password" type="password" label=${t.signIn.password} autocomplete="current-password" required
      value=${password} onInput=${(event) => setPassword(event.target.value)} />
    <button class="button button-main" disabled=${state.busy}>${t.signIn.submit}</button>
  </form></main>`;
}
