import { html } from "../../vendor/preact/preact.js";
import { useAction } from "../../hooks/action.js";
import { t } from "../../strings/index.js";
import { Dialog } from "../common/dialog.js";
import { Failure } from "../common/notice.js";

const words = t.account;

export function RemoveDialog({ passkey, remove, onClose }) {
  const { busy, problem, run } = useAction();
  return html`<${Dialog} label=${words.removeTitle} onClose=${onClose}>
    <h2>${words.removeTitle}</h2>
    <p>${words.removeText(passkey.name)}</p>
    ${problem && html`<${Failure} problem=${problem} />`}
    <div class="row-of">
      <button type="button" class="button button-stop" disabled=${busy} onClick=${() => run(remove)}>${words.remove}</button>
      <button type="button" class="button button-plain" onClick=${onClose}>${words.keep}</button>
    </div>
  <//>`;
}
