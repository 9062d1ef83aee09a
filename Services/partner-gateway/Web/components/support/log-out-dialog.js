import { html, useState } from "../../vendor/preact/preact.js";
import { useAction } from "../../hooks/action.js";
import { t } from "../../strings/index.js";
import { Dialog } from "../common/dialog.js";
import { Field } from "../common/field.js";
import { Failure } from "../common/notice.js";

const words = t.support;

/** Logs a device out from afar, or all of a person's (`session` null); the reason is kept with the act. */
export function LogOutDialog({ session, logOut, onClose }) {
  const [reason, setReason] = useState("");
  const { busy, problem, run } = useAction();
  const title = session ? words.logOutTitle : words.logOutAllTitle;
  const submit = (event) => {
    event.preventDefault();
    run(() => logOut(reason.trim()));
  };
  return html`<${Dialog} label=${title} onClose=${onClose}>
    <form class="dialog-body" onSubmit=${submit}>
      <h2>${title}</h2>
      <p>${session ? words.logOutText(session.device?.name ?? t.account.unknownDevice) : words.logOutAllText}</p>
      <${Field} id="reason" label=${words.reason} hint=${words.reasonHint} maxlength="500" required value=${reason}
        onInput=${(event) => setReason(event.target.value)} />
      ${problem && html`<${Failure} problem=${problem} />`}
      <div class="row-of">
        <button class="button button-stop" disabled=${busy || !reason.trim()}>${words.logOut}</button>
        <button type="button" class="button button-plain" onClick=${onClose}>${t.cancel}</button>
      </div>
    </form>
  <//>`;
}
