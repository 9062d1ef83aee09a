import { html, useState } from "../../vendor/preact/preact.js";
import { useAction } from "../../hooks/action.js";
import { useResource } from "../../hooks/resource.js";
import { momentText } from "../../model/zone.js";
import { t } from "../../strings/index.js";
import { Field } from "../common/field.js";
import { Failure, Notice } from "../common/notice.js";
import { Pending } from "../common/pending.js";

const words = t.developers;
const scheme = "https://";

function Secret({ value }) {
  return html`<${Notice} tone="caution"><p><b>${words.secretTitle}</b></p><p>${words.secretText}</p>
    <p><code class="secret" dir="ltr">${value}</code></p><//>`;
}

function Form({ desk, webhook, onSet, onChanged, say }) {
  const [url, setURL] = useState(webhook?.url ?? "");
  const [secret, setSecret] = useState(null);
  const { busy, problem, run } = useAction();
  const told = (answer) => setSecret(answer?.secret ?? null);
  const submit = (event) => {
    event.preventDefault();
    run(async () => (told(await desk.setWebhook(url.trim())), say(words.webhookSet), onSet()));
  };
  const rotate = () => run(async () => (told(await desk.rotateSecret()), onSet()));
  const test = () => run(async () => (await desk.test(), say(words.tested), onChanged()));
  const wrong = problem?.ruleFor?.("url");
  return html`<form class="webhook" onSubmit=${submit}>
    ${webhook?.disabledAt && html`<${Notice} tone="stop"><p>${words.disabled(momentText(webhook.disabledAt))}
      ${webhook.disabledWhy && html` <bdi>${webhook.disabledWhy}</bdi>`}</p><//>`}
    <${Field} id="webhook-url" type="url" label=${words.url} hint=${words.urlHint} dir="ltr" required placeholder=${scheme} value=${url}
      error=${wrong ? words.urlWrong : undefined} onInput=${(event) => setURL(event.target.value)} />
    ${problem && !wrong && html`<${Failure} problem=${problem} />`}
    ${webhook?.previousSecretUntil && html`<p class="field-hint">${words.bothUntil(momentText(webhook.previousSecretUntil))}</p>`}
    ${secret && html`<${Secret} value=${secret} />`}
    <div class="row-of">
      <button class="button button-main" disabled=${busy}>${words.save}</button>
      ${webhook && html`<button type="button" class="button" disabled=${busy} onClick=${test}>${words.test}</button>
        <button type="button" class="button" disabled=${busy} onClick=${rotate}>${words.rotate}</button>`}
    </div>
  </form>`;
}

/** Where the partner is called, by which secret, and a call to try it. */
export function Webhook({ desk, onChanged, say }) {
  const webhook = useResource("webhook", async (signal) => ({ set: await desk.webhook(signal) }));
  return html`<section class="sheet" aria-label=${words.webhook}>
    <div class="sheet-head"><h2>${words.webhook}</h2></div>
    <${Pending} resource=${webhook} rows=${2} />
    ${webhook.data && html`<${Form} desk=${desk} webhook=${webhook.data.set} onSet=${webhook.reload} onChanged=${onChanged} say=${say} />`}
  </section>`;
}
