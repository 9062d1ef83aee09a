import { html, useState } from "../../vendor/preact/preact.js";
import { useKeptFocus } from "../../hooks/kept-focus.js";
import { useResource } from "../../hooks/resource.js";
import { dateOnlyText } from "../../model/zone.js";
import { staffCall } from "../../model/staff.js";
import { t } from "../../strings/index.js";
import { Badge } from "../common/badge.js";
import { FormDialog } from "../common/form-dialog.js";
import { Icon } from "../common/icon.js";
import { Pending } from "../common/pending.js";
import { NumberDialog, ProofDialog } from "./phone-dialog.js";

const words = t.account;

function Phone({ phone, onProve, onRemove }) {
  return html`<li class="entry">
    <${Icon} name="smartphone" />
    <div class="entry-what"><p><b><bdi dir="ltr">${phone.number}</bdi></b>${" "}
        ${!phone.verified && html`<${Badge} tone="caution">${words.unproved}<//>`}</p>
      <p class="soft">${words.made(dateOnlyText(phone.createdAt))}</p></div>
    <div class="row-of">
      ${!phone.verified && html`<button type="button" class="button" aria-label=${words.proveOne(phone.number)} onClick=${onProve}>
        ${t.shell.enter.codeTitle}</button>`}
      <button type="button" class="button" aria-label=${words.removeOne(phone.number)} onClick=${onRemove}>${words.remove}</button>
    </div>
  </li>`;
}

/** The account's mobile numbers: add, prove by the code that comes, remove. */
export function Phones({ session, say }) {
  const ask = (path, options) => staffCall(session, "partner-gateway", `/v1/phones${path}`, options);
  const phones = useResource("phones", (signal) => ask("", { signal }));
  const [open, setOpen] = useState(null);
  const root = useKeptFocus();
  const close = () => setOpen(null);
  const done = (text) => (close(), say(text), phones.reload());
  const proving = (phone) => (setOpen({ step: "prove", phone }), phones.reload());
  const remove = () => ask(`/${encodeURIComponent(open.phone.id)}`, { method: "DELETE" }).then(() => done(words.phoneRemoved));
  return html`<section class="sheet" ref=${root}>
    <div class="sheet-head"><h2 tabindex="-1">${words.phones}</h2>
      <button type="button" class="button" onClick=${() => setOpen({ step: "add" })}><${Icon} name="plus" />${words.addPhone}</button></div>
    <${Pending} resource=${phones} rows=${1} height="4rem" />
    ${phones.data?.items.length === 0 && html`<p class="soft">${words.noPhones}</p>`}
    <ul class="entries">${phones.data?.items.map((phone) => html`<${Phone} key=${phone.id} phone=${phone}
      onProve=${() => setOpen({ step: "prove", phone })} onRemove=${() => setOpen({ step: "remove", phone })} />`)}</ul>
    ${open?.step === "add" && html`<${NumberDialog} ask=${ask} onSent=${proving} onClose=${close} />`}
    ${open?.step === "prove" && html`<${ProofDialog} phone=${open.phone} ask=${ask} onProved=${() => done(words.phoneAdded)} onClose=${close} />`}
    ${open?.step === "remove" && html`<${FormDialog} title=${words.removePhoneTitle} text=${words.removePhoneText(open.phone.number)}
      confirm=${words.remove} keep=${words.keep} send=${remove} onClose=${close} />`}
  </section>`;
}
