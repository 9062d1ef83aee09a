import { html, useEffect } from "../vendor/preact/preact.js";
import { CustomerPage } from "../components/common/customer-page.js";
import { t } from "../strings/index.js";
import { mount } from "./mount.js";

const words = t.shell.offline;
const again = () => location.reload();
const pause = 3_000;
const isInstead = location.pathname !== "/offline";

/** The worker leaves HEAD alone: an answer is the network's own. "Online" alone may come before anything can be reached. */
const look = () => fetch(location.href, { method: "HEAD", cache: "no-store" }).then(again, () => {});

/** Shown in the place of a page that was never kept here; it gives way by itself when the network is back. */
function OfflinePage() {
  useEffect(() => {
    if (!isInstead) return undefined;
    const timer = setInterval(look, pause);
    addEventListener("online", look);
    return () => (clearInterval(timer), removeEventListener("online", look));
  }, []);
  return html`<${CustomerPage}><main id="main" class="page"><div class="empty">
    <h1>${words.title}</h1><p>${words.text}</p>
    <button type="button" class="button button-main" onClick=${again}>${words.retry}</button>
  </div></main><//>`;
}

mount(OfflinePage, words.title);
