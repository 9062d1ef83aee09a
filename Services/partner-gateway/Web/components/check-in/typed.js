import { html, useState } from "../../vendor/preact/preact.js";
import { claimsOf, typedCode } from "../../model/check-in.js";
import { t } from "../../strings/index.js";
import { Button } from "../common/button.js";
import { Field } from "../common/field.js";

const words = t.checkin;

/** The code by hand: its eight letters and digits, or the whole as a hand scanner types it. */
export function Typed({ busy, onCode }) {
  const [text, setText] = useState("");
  const [error, setError] = useState(null);
  const submit = (event) => {
    event.preventDefault();
    if (busy) return;
    const code = typedCode(text) ?? (claimsOf(text.trim()) ? text.trim() : null);
    setError(code ? null : words.eight);
    if (!code) return document.getElementById("code").focus();
    setText("");
    return onCode(code);
  };
  return html`<form class="typed" onSubmit=${submit} novalidate>
    <${Field} id="code" label=${words.typed} hint=${words.typedHint} error=${error} value=${text} dir="ltr" autocomplete="off"
      autocapitalize="characters" spellcheck="false" onInput=${(event) => setText(event.target.value)} />
    <${Button} type="submit" kind="ordinary" busy=${busy}>${words.check}<//>
  </form>`;
}
