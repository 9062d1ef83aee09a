import { html, useRef, useState } from "../../vendor/preact/preact.js";
import { useScanner } from "../../hooks/scanner.js";
import { t } from "../../strings/index.js";
import { Button } from "../common/button.js";
import { Notice } from "../common/notice.js";

const words = t.checkin;

/** The camera's picture with a frame to hold the code in; off until somebody wants it. */
export function Scanner({ onCode }) {
  const [isOn, setOn] = useState(false);
  const video = useRef();
  const state = useScanner(video, "camera", isOn, onCode);
  const trouble = ["denied", "none", "failed"].includes(state);
  return html`<div class="scanner">
    <div id="camera" class=${`camera camera-${state}`}>
      <video ref=${video} muted playsinline aria-label=${words.picture} hidden=${state !== "on" && state !== "starting"}></video>
      ${!isOn || trouble ? html`<${Button} kind="main" icon="camera" onClick=${() => (setOn(false), setTimeout(() => setOn(true)))}>
        ${trouble ? words.again : words.start}<//>` : html`<span class="camera-frame" aria-hidden="true"></span>`}
    </div>
    <p class="scanner-state" role="status">${words.camera[state]}</p>
    ${isOn && !trouble && html`<${Button} onClick=${() => setOn(false)}>${words.stop}<//>`}
    ${trouble && html`<${Notice} tone="caution"><p>${words.instead}</p><//>`}
  </div>`;
}
