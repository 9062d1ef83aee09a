import { html } from "../../vendor/preact/preact.js";
import { useSubmission } from "../../hooks/submission.js";
import { Button } from "./button.js";
import { Dialog } from "./dialog.js";
import { Failure } from "./notice.js";

/**
 * Asks something and does it: title, a sentence, fields (`children`), the two buttons, and the problem when `send` throws one.
 * `ready()` may refuse the submit, having said why in the fields.
 */
export function FormDialog({ title, text, confirm, keep, kind = "stop", disabled, ready = () => true, send, onClose, children, ...rest }) {
  const [view, run] = useSubmission(send);
  const submit = (event) => {
    event.preventDefault();
    if (ready(event.target)) run();
  };
  return html`<${Dialog} label=${title} onClose=${onClose} ...${rest}>
    <form class="dialog-body" noValidate onSubmit=${submit}>
      <h2>${title}</h2>
      ${text && html`<p>${text}</p>`}
      ${children}
      ${view.problem && html`<${Failure} problem=${view.problem} />`}
      <div class="row-of">
        <${Button} kind=${kind} type="submit" busy=${view.busy} disabled=${disabled}>${confirm}<//>
        <${Button} kind="plain" onClick=${onClose}>${keep}<//>
      </div>
    </form>
  <//>`;
}
