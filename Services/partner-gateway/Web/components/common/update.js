import { html, useEffect, useState } from "../../vendor/preact/preact.js";
import { watchForUpdate } from "../../model/worker.js";
import { t } from "../../strings/index.js";
import { Icon } from "./icon.js";

const words = t.shell.update;

/** Says that a newer version waits; it takes over only when the reader agrees, so nobody loses a half-filled form. */
export function Update() {
  const [accept, setAccept] = useState(null);
  useEffect(() => watchForUpdate((take) => setAccept(() => take)), []);
  return html`<div role="status">${accept && html`<div class="toast toast-update">
    <${Icon} name="refresh-cw" />${words.text}
    <button type="button" class="link" onClick=${accept}>${words.reload}</button>
    <button type="button" class="link" onClick=${() => setAccept(null)}>${words.later}</button>
  </div>`}</div>`;
}
