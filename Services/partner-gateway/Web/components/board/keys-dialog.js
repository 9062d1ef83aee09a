import { html } from "../../vendor/preact/preact.js";
import { t } from "../../strings/index.js";
import { Dialog } from "../common/dialog.js";

export function KeysDialog({ onClose }) {
  return html`<${Dialog} label=${t.board.keys.title} onClose=${onClose}>
    <h2>${t.board.keys.title}</h2>
    <dl class="keys">
      ${t.board.keys.list.map(([key, what]) => html`<div key=${key}><dt><kbd>${key}</kbd></dt><dd>${what}</dd></div>`)}
    </dl>
    <div><button type="button" class="button" autofocus onClick=${onClose}>${t.close}</button></div>
  <//>`;
}
