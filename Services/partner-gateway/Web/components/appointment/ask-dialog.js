import { html, useState } from "../../vendor/preact/preact.js";
import { t } from "../../strings/index.js";
import { FormDialog } from "../common/form-dialog.js";
import { Grounds } from "./grounds.js";

/** Asks the workshop to cancel what the policy does not let go. `ask({reason, note})` sends it. */
export function AskDialog({ change, ask, onClose }) {
  const words = t.booking.ask;
  const [value, setValue] = useState({ reason: "", note: "" });
  const [missing, setMissing] = useState(false);
  const ready = (form) => {
    if (value.reason) return true;
    setMissing(true);
    form.querySelector("select").focus();
    return false;
  };
  return html`<${FormDialog} title=${words.titles.cancel} text=${words.text} confirm=${words.send} keep=${t.booking.keep} kind="main"
    ready=${ready} send=${() => ask(value)} onClose=${onClose}>
    <${Grounds} change=${change} value=${value} missing=${missing && !value.reason} onChange=${setValue} />
  <//>`;
}
