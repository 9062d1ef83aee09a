import { html, useState } from "../../vendor/preact/preact.js";
import { useResource } from "../../hooks/resource.js";
import { addressOf, call } from "../../model/api.js";
import { operationsOf } from "../../model/openapi.js";
import { serviceNames } from "../../model/services.js";
import { t } from "../../strings/index.js";
import { Failure } from "../common/notice.js";
import { Skeleton } from "../common/pending.js";
import { Operation } from "./operation.js";

const words = t.developers;
const address = (service) => addressOf(service, "/openapi.json");

function Operations({ document, list }) {
  return html`<ul>${list.map((one) => html`<${Operation} key=${`${one.method} ${one.path}`} document=${document} one=${one} />`)}</ul>`;
}

function Group({ title, document, list }) {
  return list.length > 0 && html`<section><h3 class="rule">${title}</h3><${Operations} document=${document} list=${list} /></section>`;
}

/** One service's document: what partners do, the calls they get, and folded what else the service does. */
function Reference({ service }) {
  const resource = useResource(service, (signal) => call(service, "/openapi.json", { signal }));
  if (resource.state === "failed") return html`<${Failure} problem=${resource.problem} retry=${resource.reload} />`;
  if (resource.data === null) return html`<${Skeleton} rows=${6} height="2rem" />`;
  const document = resource.data;
  const { own, others, calls } = operationsOf(document);
  return html`<p><a href=${address(service)}>${words.raw(document.info.version)}</a></p>
    <${Group} title=${words.partners} document=${document} list=${own} />
    <${Group} title=${words.calls} document=${document} list=${calls} />
    ${others.length > 0 && html`<details class="others" open=${own.length === 0}><summary>${words.others}</summary>
      <${Operations} document=${document} list=${others} /></details>`}`;
}

/** The seven documents, one in sight at a time. */
export function References() {
  const [service, setService] = useState("partner-gateway");
  return html`<section class="sheet" aria-label=${words.reference}>
    <div class="sheet-head"><h2>${words.reference}</h2></div>
    <div class="choice" role="group" aria-label=${words.services}>${serviceNames.map((name) => html`<button key=${name} type="button"
      class="choice-one" aria-pressed=${name === service} onClick=${() => setService(name)}>${name}</button>`)}</div>
    <div class="reference"><${Reference} key=${service} service=${service} /></div>
  </section>`;
}
