import { html } from "../../vendor/preact/preact.js";
import { t } from "../../strings/index.js";
import { Icon } from "./icon.js";

/** A labelled input, select or textarea with its hint and its error tied to it. Other properties go to the control. */
export function Field({ id, label, hint, error, optional, as = "input", class: extra = "", children, ...control }) {
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ") || undefined;
  return html`<div class="field">
    <label class="field-label" for=${id}>${label}${optional && html` <span>(${t.optional})</span>`}</label>
    <${as}
      id=${id}
      class=${`input ${extra}`}
      aria-invalid=${error ? "true" : undefined}
      aria-describedby=${described}
      ...${control}
    >${children}<//>
    ${hint && html`<p class="field-hint" id=${`${id}-hint`}>${hint}</p>`}
    ${error && html`<p class="field-error" id=${`${id}-error`}><${Icon} name="circle-alert" />${t.rules[error] ?? error}</p>`}
  </div>`;
}
