import { html, useState } from "../../vendor/preact/preact.js";
import { t } from "../../strings/index.js";

const words = t.developers;

/** Code to take along. Where the browser keeps the clipboard to itself, the text can still be marked. */
export function Snippet({ name, code }) {
  const [isCopied, setCopied] = useState(false);
  const copy = () => navigator.clipboard?.writeText(code).then(() => setCopied(true), () => setCopied(false));
  return html`<div class="snippet"><pre tabindex="0" dir="ltr" role="region" aria-label=${words.codeOf(name)}><code>${code}</code></pre>
    ${navigator.clipboard && html`<button type="button" class="link" aria-label=${isCopied ? undefined : words.copyOf(name)} onClick=${copy}
      onBlur=${() => setCopied(false)}><span aria-live="polite">${isCopied ? words.copied : words.copy}</span></button>`}</div>`;
}
