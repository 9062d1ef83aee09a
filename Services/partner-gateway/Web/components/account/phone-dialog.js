import { html, useState } from "../../vendor/preact/preact.js";
import { digitsOf } from "../../model/digits.js";
import { phoneOf } from "../../model/reach.js";
import { t } from "../../strings/index.js";
import { Field } from "../common/field.js";
import { FormDialog } from "../common/form-dialog.js";

const words = t.account;
const length = 6;

/** Step one: the number, which gets a code. `onSent` is told the number as the service has it. */
export function NumberDialog({ ask, onSent, onClose }) {
  const [number, setNumber] = useState("");
  const [error, setError] = useState(null);
  const ready = () => {
    setError(phoneOf(number) ? null : "phone");
    return Boolean(phoneOf(number));
  };
  const send = async () => {
    const body = { number: phoneOf(number), locale: document.documentElement.lang };
    onSent(await ask("", { method: "POST", body }));
  };
  return html`<${FormDialog} title=${words.addPhone} confirm=${t.shell.enter.send} keep=${words.notNow} kind="main" ready=${ready} send=${send}
    onClose=${onClose}>
    <${Field} id="phone" type="tel" label=${words.phone} hint=${words.phoneHint} error=${error} autocomplete="tel" required dir="ltr"
      value=${number} onInput=${(event) => setNumber(event.target.value)} />
  <//>`;
}

/** Step two: the code that came. */
export function ProofDialog({ phone, ask, onProved, onClose }) {
  const [code, setCode] = useState("");
  const typed = (event) => {
    const digits = digitsOf(event.target.value).slice(0, length);
    event.target.value = digits;
    setCode(digits);
  };
  const send = async () => {
    await ask(`/${encodeURIComponent(phone.id)}`, { method: "POST", body: { code } });
    onProved();
  };
  return html`<${FormDialog} title=${t.shell.enter.codeTitle} text=${words.phoneSent(phone.number)} confirm=${words.confirmPhone}
    keep=${words.notNow} kind="main" disabled=${code.length < length} send=${send} onClose=${onClose}>
    <${Field} id="phone-code" label=${t.shell.enter.code} class="input-code" inputmode="numeric" autocomplete="one-time-code" required dir="ltr"
      value=${code} onInput=${typed} />
  <//>`;
}
