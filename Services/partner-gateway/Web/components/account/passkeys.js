import { html, useState } from "../../vendor/preact/preact.js";
import { useKeptFocus } from "../../hooks/kept-focus.js";
import { useResource } from "../../hooks/resource.js";
import { describedDevice } from "../../model/device.js";
import { momentText, relativeText } from "../../model/zone.js";
import { addPasskey, arePossible, unusedName, wasDismissed } from "../../model/passkeys.js";
import { staffCall } from "../../model/staff.js";
import { t } from "../../strings/index.js";
import { Field } from "../common/field.js";
import { FormDialog } from "../common/form-dialog.js";
import { Icon } from "../common/icon.js";
import { Failure, Notice } from "../common/notice.js";
import { Pending } from "../common/pending.js";
import { PasskeyButton } from "../sign-in/passkey-button.js";

const words = t.account;

function Passkey({ passkey, now, onRemove }) {
  const used = passkey.lastUsedAt ? words.lastUsed(relativeText(passkey.lastUsedAt, now)) : words.neverUsed;
  return html`<li class="entry">
    <${Icon} name="key-round" />
    <div class="entry-what"><p><b><bdi>${passkey.name}</bdi></b></p>
      <p class="soft">${words.made(momentText(passkey.createdAt))} · ${used}</p></div>
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

/** Asks what the new one is to be called before the browser asks for it; `problem` of the making is told by the section, not here. */
function NameDialog({ name: offered, add, onClose }) {
  const [name, setName] = useState(offered);
  return html`<${FormDialog} title=${words.add} confirm=${words.addIt} keep=${words.notNow} kind="main" disabled=${!name.trim()}
    send=${() => add(name.trim())} onClose=${onClose}>
    <${Field} id="passkey-name" label=${words.passkeyName} hint=${words.passkeyNameHint} maxlength="100" required autocomplete="off"
      dir="auto" value=${name} onInput=${(event) => setName(event.target.value)} />
  <//>`;
}

/**
 * The account's passkeys: add and remove. A session that must prove more (`stepUp`) adds its first one only, and goes on by signing in
 * with it.
 */
export function Passkeys({ session, now, say }) {
  const ask = (path, options) => staffCall(session, "partner-gateway", `/v1/passkeys${path}`, options);
  const passkeys = useResource("passkeys", (signal) => ask("", { signal }));
  const root = useKeptFocus();
  const [open, setOpen] = useState(null);
  const [made, setMade] = useState({ problem: null, isFirst: false });
  const items = passkeys.data?.items ?? [];
  const close = () => setOpen(null);
  const done = (text) => (close(), say(text), passkeys.reload());
  const begin = async () => {
    setMade({ problem: null, isFirst: false });
    setOpen({ step: "add", name: unusedName((await describedDevice()).name ?? "", items.map(({ name }) => name)) });
  };
  const add = (name) => addPasskey(session, name).then(
    () => (setMade({ problem: null, isFirst: items.length === 0 }), done(words.added)),
    (problem) => (close(), setMade({ problem, isFirst: false })),
  );
  const remove = () => ask(`/${encodeURIComponent(open.passkey.id)}`, { method: "DELETE" }).then(() => done(words.removed));
  const mustSignIn = session.stepUp && (items.length > 0 || passkeys.state === "failed");
  return html`<section class="sheet" ref=${root}>
    <div class="sheet-head"><h2 tabindex="-1">${words.passkeys}</h2>
      ${arePossible() && !(session.stepUp && items.length > 0) && html`<button type="button" class="button button-main" onClick=${begin}>
        <${Icon} name="plus" />${words.add}</button>`}</div>
    <${AddProblem} problem=${made.problem} />
    <${Pending} resource=${passkeys} rows=${1} height="4rem" />
    ${mustSignIn && html`<${PasskeyButton} text=${made.isFirst ? words.goOn : undefined} focused=${made.isFirst} />`}
    ${passkeys.data && items.length === 0 && html`<p class="soft">${words.noPasskeys}</p>`}
    <ul class="entries">${items.map((passkey) => html`<${Passkey} key=${passkey.id} passkey=${passkey} now=${now}
      onRemove=${session.stepUp ? null : () => setOpen({ step: "remove", passkey })} />`)}</ul>
    ${open?.step === "add" && html`<${NameDialog} name=${open.name} add=${add} onClose=${close} />`}
    ${open?.step === "remove" && html`<${FormDialog} title=${words.removeTitle} text=${words.removeText(open.passkey.name)}
      confirm=${words.remove} keep=${words.keep} send=${remove} onClose=${close} />`}
  </section>`;
}
