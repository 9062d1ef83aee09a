import { html } from "../../vendor/preact/preact.js";
import { useAction } from "../../hooks/action.js";
import { call } from "../../model/api.js";
import { t } from "../../strings/index.js";
import { Button } from "../common/button.js";
import { Failure } from "../common/notice.js";

/** That a link leads nowhere any more, and where to go instead. */
export function LinkOver({ title, text }) {
  return html`<div class="empty"><h1>${title}</h1><p>${text}</p><a class="button button-main" href="/">${t.waiting.bookNew}</a></div>`;
}

/**
 * What a letter's link leads to: the reader says that they want to wait. A press, as mail programs follow links by themselves.
 * `onConfirmed(token)` gets the key to the place.
 */
export function ConfirmWaiting({ token, onConfirmed }) {
  const { busy, problem, run } = useAction();
  const confirm = () => run(async () => onConfirmed((await call("booking", "/v1/my/waiting-list/confirm", { method: "POST", token })).token));
  if (problem?.status === 410) return html`<${LinkOver} title=${t.waiting.expired} text=${t.waiting.expiredText} />`;
  if (problem?.status === 401) return html`<${LinkOver} title=${t.waiting.gone} text=${t.waiting.goneText} />`;
  return html`<div class="visit-page">
    <h1>${t.waiting.confirmTitle}</h1><p>${t.waiting.confirmText}</p>
    ${problem && html`<${Failure} problem=${problem} />`}
    <div class="visit-actions"><${Button} kind="main" busy=${busy} onClick=${confirm}>${t.waiting.confirm}<//></div>
  </div>`;
}
