import { html, useState } from "../vendor/preact/preact.js";
import { Field } from "../components/common/field.js";
import { Failure } from "../components/common/notice.js";
import { Skeleton } from "../components/common/pending.js";
import { StaffPage } from "../components/common/staff-page.js";
import { useToast } from "../components/common/toast.js";
import { Person } from "../components/support/person.js";
import { useNow } from "../hooks/clock.js";
import { useResource } from "../hooks/resource.js";
import { staffCall } from "../model/staff.js";
import { t } from "../strings/index.js";
import { mount } from "./mount.js";

const words = t.support;

/** Whom another page has sent the reader to; it knows the id only. */
const asked = new URLSearchParams(location.search).get("person") ?? "";
const sent = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(asked) ? asked : null;

function Finder({ onFind }) {
  const [email, setEmail] = useState("");
  const submit = (event) => {
    event.preventDefault();
    onFind(email.trim());
  };
  return html`<search><form class="ask" onSubmit=${submit}>
    <${Field} id="find" type="email" label=${words.email} autocomplete="off" required value=${email}
      onInput=${(event) => setEmail(event.target.value)} />
    <button class="button button-main">${words.find}</button>
  </form></search>`;
}

function Support({ session }) {
  const [asked, setAsked] = useState(null);
  const [toast, say] = useToast();
  const now = useNow();
  const find = (signal) => staffCall(session, "partner-gateway", "/v1/people", { query: { email: asked }, signal });
  const found = useResource(asked, find);
  const waiting = asked !== null && found.data === null && found.state === "loading";
  return html`<main id="main" class="page narrow">
    <div class="title"><h1>${words.title}</h1><p class="soft">${words.lead}</p></div>
    <${Finder} onFind=${setAsked} />
    ${found.state === "failed" && html`<${Failure} problem=${found.problem} retry=${found.reload} />`}
    ${waiting && html`<${Skeleton} rows=${2} height="4rem" />`}
    ${found.data?.items.length === 0 && html`<p>${words.nobody(asked)}</p>`}
    ${found.data?.items.map((person) => html`<${Person} key=${person.id} session=${session} person=${person} now=${now} say=${say} />`)}
    ${asked === null && sent && html`<${Person} key=${sent} session=${session} person=${{ id: sent }} now=${now} say=${say} />`}
    ${toast}
  </main>`;
}

mount(() => html`<${StaffPage} page="support">${(session) => html`<${Support} session=${session} />`}<//>`, words.title);
