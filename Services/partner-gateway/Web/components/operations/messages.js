import { html, useState } from "../../vendor/preact/preact.js";
import { usePages } from "../../hooks/pages.js";
import { readable } from "../../model/services.js";
import { relativeText } from "../../model/zone.js";
import { plural, t } from "../../strings/index.js";
import { More } from "../common/more.js";
import { Failure } from "../common/notice.js";
import { Skeleton } from "../common/pending.js";
import { DiscardDialog } from "./discard-dialog.js";
import { EditDialog } from "./edit-dialog.js";

const words = t.operations;

function Message({ message, now, service, desk, onSettled }) {
  const [open, setOpen] = useState(false);
  const [asking, setAsking] = useState(null);
  const [problem, setProblem] = useState(null);
  const settle = (action) => async (body) => {
    setProblem(null);
    await desk.settle(service, message.id, action, body);
    setAsking(null);
    onSettled();
  };
  const button = (text, onClick, look = "") =>
    html`<button type="button" class=${`button ${look}`} onClick=${onClick}>${text}</button>`;
  return html`<li class="message">
    <div class="message-head">
      <p><code>${message.eventId ?? message.id}</code><br />
        <span>${relativeText(message.parkedAt, now)}, ${plural(message.attempts, words.attempts)}</span></p>
      <div class="row-of">
        ${button(open ? words.hide : words.show, () => setOpen(!open))}
        ${button(words.replay, () => settle("replay")().catch(setProblem))}
      </div>
    </div>
    ${problem && html`<${Failure} problem=${problem} />`}
    ${open && html`<div class="message-open">
      <p>${message.error}</p>
      <div class="row-of">
        ${button(words.edit, () => setAsking("edit"))}
        ${button(words.discard, () => setAsking("discard"), "button-stop")}
      </div>
      <h3>${words.body}</h3><pre tabindex="0" role="group" aria-label=${words.body}>${readable(message.body)}</pre>
      <h3>${words.attributes}</h3>
      <dl class="attributes">${Object.entries(message.attributes ?? {}).map(([name, value]) => html`<div key=${name}>
        <dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
    </div>`}
    ${asking === "edit" && html`<${EditDialog} message=${message} send=${settle("edit")} onClose=${() => setAsking(null)} />`}
    ${asking === "discard" && html`<${DiscardDialog} discard=${(reason) => settle("discard")({ reason })}
      onClose=${() => setAsking(null)} />`}
  </li>`;
}

const keyOf = ({ service, error, type, reason, count }) => `${service} ${type} ${reason} ${error} ${count}`;

/** The messages of one cause, the oldest first. */
export function Messages({ group, now, desk, onChanged }) {
  const list = usePages(keyOf(group), (cursor, signal) => desk.list(group, cursor, signal));
  if (list.state === "failed") return html`<${Failure} problem=${list.problem} retry=${list.reload} />`;
  if (list.items === null) return html`<${Skeleton} rows=${Math.min(3, group.count)} />`;
  return html`<ul class="messages">
      ${list.items.map((message) => html`<${Message} key=${message.id} message=${message} now=${now}
        service=${group.service} desk=${desk} onSettled=${onChanged} />`)}
    </ul>
    <${More} list=${list}>${words.more}<//>`;
}
