import { html, useEffect, useState } from "../../vendor/preact/preact.js";
import { t } from "../../strings/index.js";
import { Icon } from "./icon.js";

/** A strip on top of every page while the device has no network. */
export function Offline() {
  const [online, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const update = () => setOnline(navigator.onLine);
    addEventListener("online", update);
    addEventListener("offline", update);
    return () => (removeEventListener("online", update), removeEventListener("offline", update));
  }, []);
  return online ? null : html`<div class="offline" role="alert"><${Icon} name="wifi-off" />${t.offline}</div>`;
}
