import { html, useState } from "../../vendor/preact/preact.js";
import { useResource } from "../../hooks/resource.js";
import { addressOf, call } from "../../model/api.js";
import { operationsOf } from "../../model/openapi.js";
import { serviceNames } from "../../model/services.js";
import { t } from "../../strings/index.js";
import { Failure } from "../common/notice.js";
import { Skeleton } from "../common/skeleton.js";

const words = t.developers;
const address = (service) => addressOf(service, "/openapi.json");

function Operation({ operation }) {
  const { method, path, summary, isDeprecated } = operation;
  return html`<li class="operation"><code class="operation-at" dir="ltr"><b>${method}</b> ${path}</code>
    <span>${summary}${isDeprecated && html` <span class="status tone-caution">${words.deprecated}</span>`}</span></li>`;
}

/** One service's document: its operations by tag, and the document itself. */
function Reference({ service }) {
  const document = useResource(service, (signal) => call(service, "/openapi.json", { signal }));
  if (document.state === "failed") return html`<${Failure} problem=${document.problem} retry=${document.reload} />`;
  if (document.data === null) return html`<${Skeleton} rows=${6} height="2rem" />`;
  const { info } = document.data;
  return html`<div class="reference-head"><p>${info.description}</p>
      <p><a href=${address(service)}>${words.raw(info.version)}</a></p></div>
    ${operationsOf(document.data).map(([tag, operations]) => html`<section key=${tag}>
      <h3 class="rule">${tag || words.untagged}</h3>
      <ul>${operations.map((one) => html`<${Operation} key=${`${one.method} ${one.path}`} operation=${one} />`)}</ul></section>`)}`;
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
