import { html } from "../../vendor/preact/preact.js";
import { answersOf, bodyOf } from "../../model/openapi.js";
import { membersOf, typeText } from "../../model/schema.js";
import { t } from "../../strings/index.js";
import { Icon } from "../common/icon.js";
import { Prose } from "./prose.js";

const words = t.developers;

function Members({ list }) {
  return html`<ul class="members">${list.map(({ name, type, isRequired, description }) => html`<li key=${name} class="member">
    <span dir="ltr"><code>${name}</code> <span class="soft">${type}</span></span>
    ${isRequired && html`<span class="member-must">${words.required}</span>`}
    ${description && html`<span class="member-note" lang="en" dir="auto"><${Prose} text=${description} /></span>`}</li>`)}</ul>`;
}

function Part({ title, children }) {
  return html`<section class="part"><h4>${title}</h4>${children}</section>`;
}

function Body({ document, body }) {
  const members = membersOf(document, body.schema);
  return html`<p class="soft" dir="ltr"><code>${body.type}</code>${members.length === 0 && ` ${typeText(document, body.schema)}`}</p>
    <${Members} list=${members} />
    ${body.example !== undefined && html`<pre tabindex="0" dir="ltr" role="region" aria-label=${words.example}><code>${
      JSON.stringify(body.example, null, 2)}</code></pre>`}`;
}

function Answer({ document, answer }) {
  const { status, description, body } = answer;
  return html`<li><p><b dir="ltr">${status}</b> <span lang="en" dir="auto"><${Prose} text=${description} /></span></p>
    ${body && html`<${Members} list=${membersOf(document, body.schema)} />`}</li>`;
}

function Details({ document, operation }) {
  const parameters = (operation.parameters ?? []).map((one) => ({ name: one.name, type: `${typeText(document, one.schema ?? {})}, ${one.in}`,
    isRequired: one.required, description: one.description ?? "" }));
  const [body, scopes] = [bodyOf(operation.requestBody), operation["x-scopes"] ?? []];
  return html`<div class="operation-parts">
    ${operation.description && html`<p lang="en" dir="auto"><${Prose} text=${operation.description} /></p>`}
    ${scopes.length > 0 && html`<p class="soft">${words.scope} <code dir="ltr">${scopes.join(" ")}</code></p>`}
    ${parameters.length > 0 && html`<${Part} title=${words.parameters}><${Members} list=${parameters} /><//>`}
    ${body && html`<${Part} title=${words.body}><${Body} document=${document} body=${body} /><//>`}
    <${Part} title=${words.answers}><ul class="answers">${answersOf(operation).map((answer) => html`<${Answer} key=${answer.status}
      document=${document} answer=${answer} />`)}</ul><//></div>`;
}

/** An operation as a row that opens to what it takes and answers. */
export function Operation({ document, one }) {
  return html`<li class="operation"><details><summary><code class="operation-at" dir="ltr"><b>${one.method}</b> ${one.path}</code>
      <span lang="en" dir="auto"><${Prose} text=${one.summary} />${one.isDeprecated && html`
        <span class="status tone-caution">${words.deprecated}</span>`}</span>
      <${Icon} name="chevron-down" /></summary><${Details} document=${document} operation=${one.operation} /></details></li>`;
}
