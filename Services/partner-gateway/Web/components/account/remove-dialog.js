import { html } from "../../vendor/preact/preact.js";
import { t } from "../../strings/index.js";
import { FormDialog } from "../common/form-dialog.js";

const words = t.account;

export const RemoveDialog = ({ passkey, remove, onClose }) => html`<${FormDialog} title=${words.removeTitle}
  text=${words.removeText(passkey.name)} confirm=${words.remove} keep=${words.keep} send=${remove} onClose=${onClose} />`;
