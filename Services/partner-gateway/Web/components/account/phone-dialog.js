import { html, useState } from "../../vendor/preact/preact.js";
import { phoneOf } from "../../model/reach.js";
import { t } from "../../strings/index.js";
import { CodeField, codeLength } from "../common/code-field.js";
import { Field } from "../common/field.js";
import { FormDialog } from "../common/form-dialog.js";

const words = t.account;

/** Step one: the number, which gets a code. `onSent` is told the number as the service has it. */
export function NumberDialog({ ask, onSent, onClose }) {
  const [typed, setTyped] = useState("");
  const [error, setError] = useState(null);
  const number = phoneOf(typed);
  const ready = () => {
    setError(number ? null : "phone");
    return Boolean(number);
  };
  const send = async () => onSent(await ask("", { method: "POST", body: { number, locale: document.documentElement.lang } }));
  return html`<${FormDialog} title=${words.addPhone} confirm=${t.shell.enter.send} keep=${words.notNow} kind="main" ready=${ready} send=${send}
    onClose=${onClose}>
    <${Field} id="phone" type="tel" label=${words.phone} hint=${words.phoneHint} error=${error} autocomplete="tel" required dir="ltr"
      value=${typed} onInput=${(event) => setTyped(event.target.value)} />
  <//>`;
}

/** Step two: the code that came. */
export function ProofDialog({ phone, ask, onProved, onClose }) {
  const [code, setCode] = useState("");
  const send = async () => {
    await ask(`/${encodeURIComponent(phone.id)}`, { method: "POST", body: { code } });
    onProved();
  };
  return html`<${FormDialog} title=${t.shell.enter.codeTitle} text=${words.phoneSent(phone.number)} confirm=${words.confirmPhone}
    keep=${words.notNow} kind="main" disabled=${code.length < codeLength} send=${send} onClose=${onClose}>
    <${CodeField} id="phone-code" value=${code} onCode=${setCode} />
  <//>`;
}
