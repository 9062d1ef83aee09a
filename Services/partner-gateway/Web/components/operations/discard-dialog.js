import { html, useState } from "../../vendor/preact/preact.js";
import { t } from "../../strings/index.js";
import { Dialog } from "../common/dialog.js";
import { Field } from "../common/field.js";
import { Failure } from "../common/notice.js";

const words = t.operations;

export function DiscardDialog({ discard, onClose }) {
  const [reason, setReason] = useState("");
  const [view, setView] = useState({ busy: false, problem: null });
  const submit = async (event) => {
    event.preventDefault();
    setView({ busy: true, problem: null });
    try {
      await discard(reason.trim());
    } catch (problem) {
      setView({ busy: false, problem });
    }
  };
  return html`<${Dialog} label=${words.discardTitle} onClose=${onClose}>
    <form class="dialog-body" onSubmit=${submit}>
      <h2>${words.discardTitle}</h2>
      <p>${words.discardText}</p>
      <${Field} id="reason" label=${words.reason} required maxlength="500" value=${reason}
        onInput=${(event) => setReason(event.target.value)} />
      ${view.problem && html`<${Failure} problem=${view.problem} />`}
      <div class="row-of">
        <button class="button button-stop" disabled=${view.busy}>${words.discard}</button>
        <button type="button" class="button button-plain" onClick=${onClose}>${words.keep}</button>
      </div>
    </form>
  <//>`;
}
