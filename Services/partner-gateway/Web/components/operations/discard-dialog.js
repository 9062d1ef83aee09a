import { html, useState } from "../../vendor/preact/preact.js";
import { t } from "../../strings/index.js";
import { Field } from "../common/field.js";
import { FormDialog } from "../common/form-dialog.js";

const words = t.operations;

export function DiscardDialog({ discard, onClose }) {
  const [reason, setReason] = useState("");
  const [asked, setAsked] = useState(false);
  const ready = () => (setAsked(true), reason.trim() !== "");
  return html`<${FormDialog} title=${words.discardTitle} text=${words.discardText} confirm=${words.discard} keep=${words.keep}
    ready=${ready} send=${() => discard(reason.trim())} onClose=${onClose}>
    <${Field} id="reason" label=${words.reason} required maxlength="500" value=${reason}
      error=${asked && !reason.trim() ? "required" : undefined} onInput=${(event) => setReason(event.target.value)} />
  <//>`;
}
