import { html, useState } from "../../vendor/preact/preact.js";
import { useAction } from "../../hooks/action.js";
import { t } from "../../strings/index.js";
import { Dialog } from "../common/dialog.js";
import { Field } from "../common/field.js";
import { Failure } from "../common/notice.js";

const words = t.account;

export function RenameDialog({ passkey, rename, onClose }) {
  const [name, setName] = useState(passkey.name);
  const { busy, problem, run } = useAction();
  const submit = (event) => {
    event.preventDefault();
    run(() => rename(name.trim()));
  };
  return html`<${Dialog} label=${words.renameTitle} onClose=${onClose}>
    <form class="dialog-body" onSubmit=${submit}>
      <h2>${words.renameTitle}</h2>
      <${Field} id="passkey-name" label=${words.name} maxlength="60" required value=${name} onInput=${(event) => setName(event.target.value)} />
      ${problem && html`<${Failure} problem=${problem} />`}
      <div class="row-of">
        <button class="button button-main" disabled=${busy || !name.trim()}>${words.save}</button>
        <button type="button" class="button button-plain" onClick=${onClose}>${t.cancel}</button>
      </div>
    </form>
  <//>`;
}

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
