import { html, useState } from "../../vendor/preact/preact.js";
import { readable } from "../../model/services.js";
import { t } from "../../strings/index.js";
import { Field } from "../common/field.js";
import { FormDialog } from "../common/form-dialog.js";

const words = t.operations;

function parsed(text) {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
}

/** The body as text to correct; sent only when it is JSON. */
export function EditDialog({ message, send, onClose }) {
  const [text, setText] = useState(() => readable(message.body));
  const body = parsed(text);
  return html`<${FormDialog} title=${words.editTitle} text=${words.editText} confirm=${words.send} keep=${words.keep} kind="main"
    class="dialog-wide" disabled=${body === null} send=${() => send(body.value)} onClose=${onClose}>
    <${Field} id="body" as="textarea" class="code-input" label=${words.body} value=${text} spellcheck=${false}
      error=${body === null ? words.notJSON : undefined} onInput=${(event) => setText(event.target.value)} />
  <//>`;
}
