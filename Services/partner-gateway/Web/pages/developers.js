import { html, useState } from "../vendor/preact/preact.js";
import { ClientForm } from "../components/developers/client-form.js";
import { Deliveries } from "../components/developers/deliveries.js";
import { References } from "../components/developers/reference.js";
import { Start } from "../components/developers/start.js";
import { Usage } from "../components/developers/usage.js";
import { Webhook } from "../components/developers/webhook.js";
import { Badge } from "../components/common/badge.js";
import { useToast } from "../components/common/toast.js";
import { Frame } from "../components/shell/frame.js";
import { usePages } from "../hooks/pages.js";
import { dayOf } from "../model/zone.js";
import { t } from "../strings/index.js";
import { mount } from "./mount.js";

const words = t.developers;

function Desk({ desk, say }) {
  const log = usePages("deliveries", desk.deliveries);
  return html`<${Webhook} desk=${desk} onChanged=${log.reload} say=${say} />
    <${Usage} desk=${desk} today=${dayOf(Date.now(), "UTC")} />
    <${Deliveries} desk=${desk} log=${log} say=${say} />`;
}

/** Who is connected, and whether what they do counts. */
function Connected({ desk, onLeave }) {
  const isTrial = desk.environment === "sandbox";
  const badge = desk.environment && html`<${Badge} tone=${isTrial ? "caution" : "go"} icon=${isTrial ? "code" : "flag"}
    boxed>${words.environments[desk.environment]}<//>`;
  return html`${words.connectedAs} <code dir="ltr">${desk.name}</code> ${badge}${" "}
    <button type="button" class="link" onClick=${onLeave}>${words.disconnect}</button>`;
}

function Developers() {
  const [desk, setDesk] = useState(null);
  const [toast, say] = useToast();
  return html`<${Frame} session=${null} dense><main id="main" class="page developers">
    <div class="title"><h1>${words.title}</h1>
      <p class="soft">${desk ? html`<${Connected} desk=${desk} onLeave=${() => setDesk(null)} />` : words.lead}</p></div>
    <${Start} folded=${desk !== null} />
    <div class="developers-own">${desk ? html`<${Desk} desk=${desk} say=${say} />` : html`<${ClientForm} onOpen=${setDesk} />`}</div>
    <${References} />
    ${toast}
  </main><//>`;
}

mount(Developers, words.title);
