import { html, useState } from "../../vendor/preact/preact.js";
import { readable } from "../../model/services.js";
import { t } from "../../strings/index.js";
import { Dialog } from "../common/dialog.js";
import { Field } from "../common/field.js";
import { Failure } from "../common/notice.js";

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
  const [view, setView] = useState({ busy: false, problem: null });
  const body = parsed(text);
  const submit = async (event) => {
    event.preventDefault();
    if (body === null) return;
    setView({ busy: true, problem: null });
    try {
      await send(body.value);
    } catch (problem) {
      setView({ busy: false, problem });
    }
  };
  return html`<${Dialog} label=${words.editTitle} class="dialog-wide" onClose=${onClose}>
    <form class="dialog-body" onSubmit=${submit}>
      <h2>${words.editTitle}</h2>
      <p>${words.editText}</p>
      <${Field} id="body" as="textarea" class="code-input" label=${words.body} value=${text} spellcheck=${false}
        error=${body === null ? words.notJSON : undefined} onInput=${(event) => setText(event.target.value)} />
      ${view.problem && html`<${Failure} problem=${view.problem} />`}
      <div class="row-of">
        <button class="button button-main" disabled=${view.busy || body === null}>${words.send}</button>
        <button type="button" class="button button-plain" onClick=${onClose}>${words.keep}</button>
      </div>
    </form>
  <//>`;
}
