import { html, useState } from "../../vendor/preact/preact.js";
import { useAction } from "../../hooks/action.js";
import { useResource } from "../../hooks/resource.js";
import { dateOnlyText } from "../../model/moments.js";
import { parsedAgent } from "../../model/device.js";
import { addPasskey, arePossible, wasDismissed } from "../../model/passkeys.js";
import { staffCall } from "../../model/staff.js";
import { relativeText } from "../../model/zone.js";
import { t } from "../../strings/index.js";
import { FormDialog } from "../common/form-dialog.js";
import { Icon } from "../common/icon.js";
import { Failure, Notice } from "../common/notice.js";
import { Pending } from "../common/pending.js";

const words = t.account;

function Passkey({ passkey, now, onRemove }) {
  const used = passkey.lastUsedAt ? words.lastUsed(relativeText(passkey.lastUsedAt, now)) : words.neverUsed;
  return html`<li class="entry">
    <${Icon} name="key-round" />
    <div class="entry-what"><p><b><bdi>${passkey.name}</bdi></b></p>
      <p class="soft">${words.made(dateOnlyText(passkey.createdAt))} · ${used}</p></div>
    <div class="row-of">
      ${onRemove && html`<button type="button" class="button" aria-label=${words.removeOne(passkey.name)}
        onClick=${onRemove}>${words.remove}</button>`}
    </div>
  </li>`;
}

/** What the browser could not do, told apart: closed by the reader, known already, or really failed. */
function AddProblem({ problem }) {
  if (problem === null) return null;
  if (problem.name === "InvalidStateError") return html`<${Notice} tone="info"><p>${words.alreadyThere}</p><//>`;
  if (wasDismissed(problem)) return html`<${Notice} tone="info"><p>${words.notMade}</p><//>`;
  return html`<${Failure} problem=${problem} />`;
}

/** The account's passkeys: add and remove. */
export function Passkeys({ session, now, say }) {
  const ask = (path, options) => staffCall(session, "partner-gateway", `/v1/passkeys${path}`, options);
  const passkeys = useResource("passkeys", (signal) => ask("", { signal }));
  const [chosen, setChosen] = useState(null);
  const { busy, problem, run } = useAction();
  const done = (text) => (setChosen(null), say(text), passkeys.reload());
  const add = () => run(async () => (await addPasskey(session, parsedAgent(navigator.userAgent).system), done(words.added)));
  const remove = () => ask(`/${encodeURIComponent(chosen.id)}`, { method: "DELETE" }).then(() => done(words.removed));
  return html`<section class="sheet">
    <div class="sheet-head"><h2>${words.passkeys}</h2>
      ${arePossible() && html`<button type="button" class="button button-main" disabled=${busy} onClick=${add}>
        <${Icon} name="plus" />${words.add}</button>`}</div>
    <${AddProblem} problem=${problem} />
    <${Pending} resource=${passkeys} rows=${1} height="4rem" />
    ${passkeys.data?.items.length === 0 && html`<p class="soft">${words.noPasskeys}</p>`}
    <ul class="entries">${passkeys.data?.items.map((passkey) => html`<${Passkey} key=${passkey.id} passkey=${passkey} now=${now}
      onRemove=${session.stepUp ? null : () => setChosen(passkey)} />`)}</ul>
    ${chosen && html`<${FormDialog} title=${words.removeTitle} text=${words.removeText(chosen.name)} confirm=${words.remove}
      keep=${words.keep} send=${remove} onClose=${() => setChosen(null)} />`}
  </section>`;
}
