import { html } from "../../vendor/preact/preact.js";
import { useAction } from "../../hooks/action.js";
import { Button } from "./button.js";
import { Dialog } from "./dialog.js";
import { Failure } from "./notice.js";

/**
 * Asks something and does it: title, a sentence, fields (`children`), the two buttons, and the problem when `send` throws one.
 * `ready()` may refuse the submit, having said why in the fields.
 */
export function FormDialog({ title, text, confirm, keep, kind = "stop", disabled, ready = () => true, send, onClose, children, ...rest }) {
  const { busy, problem, run } = useAction();
  const submit = (event) => {
    event.preventDefault();
    if (!busy && ready(event.target)) run(send);
  };
  return html`<${Dialog} label=${title} onClose=${onClose} ...${rest}>
    <form class="dialog-body" noValidate onSubmit=${submit}>
      <h2>${title}</h2>
      ${text && html`<p>${text}</p>`}
      ${children}
      ${problem && html`<${Failure} problem=${problem} />`}
      <div class="row-of">
        <${Button} kind=${kind} type="submit" busy=${busy} disabled=${disabled}>${confirm}<//>
        <${Button} kind="plain" onClick=${onClose}>${keep}<//>
      </div>
    </form>
  <//>`;
}
