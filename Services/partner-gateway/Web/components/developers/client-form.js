import { html, useState } from "../../vendor/preact/preact.js";
import { useAction } from "../../hooks/action.js";
import { partnerDesk } from "../../model/partner.js";
import { t } from "../../strings/index.js";
import { Field } from "../common/field.js";
import { Failure, Notice } from "../common/notice.js";

const words = t.developers;

/** The client's id and secret, for as long as this page is open. */
export function ClientForm({ onOpen }) {
  const [client, setClient] = useState({ id: "", secret: "" });
  const { busy, problem, run } = useAction();
  const typed = (field) => (event) => setClient((old) => ({ ...old, [field]: event.target.value }));
  const submit = (event) => {
    event.preventDefault();
    run(async () => onOpen(await partnerDesk({ id: client.id.trim(), secret: client.secret.trim() })));
  };
  return html`<form class="sheet client" onSubmit=${submit}>
    <div class="sheet-head"><h2>${words.clientTitle}</h2></div>
    <p class="soft">${words.clientText}</p>
    ${problem?.status === 401 && html`<${Notice} tone="stop"><p>${words.wrongClient}</p><//>`}
    ${problem && problem.status !== 401 && html`<${Failure} problem=${problem} />`}
    <${Field} id="client-id" label=${words.clientID} autocomplete="off" spellcheck=${false} dir="ltr" required value=${client.id}
      onInput=${typed("id")} />
    <${Field} id="client-secret" type="password" label=${words.clientSecret} autocomplete="off" dir="ltr" required value=${client.secret}
      onInput=${typed("secret")} />
    <button class="button button-main" disabled=${busy}>${words.connect}</button>
  </form>`;
}
