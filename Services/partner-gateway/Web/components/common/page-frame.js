import { html, useEffect, useState } from "../../vendor/preact/preact.js";
import { watchForUpdate } from "../../model/worker.js";
import { t } from "../../strings/index.js";
import { Icon } from "./icon.js";
import { Preferences } from "./preferences.js";

/** The first stop of the Tab key. It moves the focus itself: the fragment of the address may hold a customer's token. */
function Skip() {
  const skip = (event) => {
    event.preventDefault();
    const main = document.getElementById("main");
    main.tabIndex = -1;
    main.focus();
  };
  return html`<a class="skip" href="#main" onClick=${skip}>${t.skip}</a>`;
}

/** A strip on top of every page while the device has no network. */
function Offline() {
  const [online, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const update = () => setOnline(navigator.onLine);
    addEventListener("online", update);
    addEventListener("offline", update);
    return () => (removeEventListener("online", update), removeEventListener("offline", update));
  }, []);
  return online ? null : html`<div class="offline" role="alert"><${Icon} name="wifi-off" />${t.offline}</div>`;
}

/** The name beside the appointment bar in small: cap, work, notch, work, tail. */
function Brand({ href }) {
  return html`<a class="brand" href=${href}>
    <svg class="brand-mark" viewBox="0 0 28 14" aria-hidden="true">
      <path d="M0 1h2v12H0zM3 1h8v12H3zM12 1h7v12h-7z" fill="currentColor" />
      <path class="brand-tail" d="M20 1h3l-3 5zM24.500 1H28l-7.200 12H20V8.500zM28 6v7h-4.200z" />
    </svg>
    ${t.product}
  </a>`;
}

/** Says that a newer version waits; it takes over only when the reader agrees, so nobody loses a half-filled form. */
function Update() {
  const [accept, setAccept] = useState(null);
  useEffect(() => watchForUpdate((take) => setAccept(() => take)), []);
  return html`<div role="status">${accept && html`<div class="toast toast-update">
    <${Icon} name="refresh-cw" />${t.shell.update.text}
    <button type="button" class="link" onClick=${accept}>${t.shell.update.reload}</button>
    <button type="button" class="link" onClick=${() => setAccept(null)}>${t.shell.update.later}</button>
  </div>`}</div>`;
}

/**
 * What is around every page: skip link, offline strip, the header, and at the end the word of a newer version. `home` is where the brand
 * leads, `nav` comes after it, `before` and `after` are on both sides of the preferences.
 */
export function PageFrame({ home, class: extra = "", nav, before, after, children }) {
  return html`<${Skip} /><${Offline} />
    <header class=${`top ${extra}`}><${Brand} href=${home} />${nav}
      <div class="top-end">${before}<${Preferences} />${after}</div>
    </header>
    ${children}<${Update} />`;
}
