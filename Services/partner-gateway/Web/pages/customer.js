import { html, useEffect, useState } from "../vendor/preact/preact.js";
import { Field } from "../components/common/field.js";
import { Failure } from "../components/common/notice.js";
import { Pending, Skeleton } from "../components/common/pending.js";
import { StaffPage } from "../components/common/staff-page.js";
import { Profile } from "../components/customer/profile.js";
import { Results } from "../components/customer/results.js";
import { usePages } from "../hooks/pages.js";
import { useResource } from "../hooks/resource.js";
import { profileOf } from "../model/profile.js";
import { staffCall } from "../model/staff.js";
import { t } from "../strings/index.js";
import { mount } from "./mount.js";

const words = t.customers;

/** The text once typing has paused. */
function useSettled(text, pause = 250) {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), pause);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

/** The chosen customer's id is the address's fragment, so the board can link here. */
function useChosen() {
  const [chosen, setChosen] = useState(() => location.hash.slice(1) || null);
  useEffect(() => {
    const update = () => setChosen(location.hash.slice(1) || null);
    addEventListener("hashchange", update);
    return () => removeEventListener("hashchange", update);
  }, []);
  return [chosen, (id) => (location.hash = id)];
}

/** Those one query finds. */
function Found({ session, query, chosen, onChoose }) {
  const ask = (cursor, signal) => staffCall(session, "crm-bridge", "/v1/customers", { query: { query, cursor }, signal });
  const found = usePages(query, ask);
  return html`<${Pending} resource=${found} rows=${8} height="2.5rem" />
    ${found.items && html`<${Results} items=${found.items} text=${query} chosen=${chosen} onChoose=${onChoose} more=${found.more} />`}
    ${found.moreProblem && html`<${Failure} problem=${found.moreProblem} />`}`;
}

function Search({ session, chosen, onChoose }) {
  const [text, setText] = useState("");
  const query = useSettled(text.trim());
  return html`<search class="finder">
    <${Field} id="query" type="search" label=${words.search} autocomplete="off" value=${text}
      onInput=${(event) => setText(event.target.value)} />
    ${query.length === 1
      ? html`<p class="field-hint">${words.hint}</p>`
      : html`<${Found} key=${query} session=${session} query=${query} chosen=${chosen} onChoose=${onChoose} />`}
  </search>`;
}

function Chosen({ session, id }) {
  const path = `/v1/customers/${encodeURIComponent(id)}`;
  const load = (signal) => staffCall(session, "crm-bridge", path, { signal }).then(profileOf);
  const profile = useResource(id, load);
  if (profile.state === "failed") return html`<${Failure} problem=${profile.problem} retry=${profile.reload} />`;
  if (profile.data === null) return html`<${Skeleton} rows=${6} />`;
  return html`<${Profile} profile=${profile.data} />`;
}

function Customers({ session }) {
  const [chosen, choose] = useChosen();
  return html`<main id="main" class=${`page customers dense ${chosen ? "has-chosen" : ""}`}>
    <h1 class="visually-hidden">${words.title}</h1>
    <${Search} session=${session} chosen=${chosen} onChoose=${choose} />
    <div class="chosen">
      ${chosen && html`<button type="button" class="button chosen-back" onClick=${() => choose("")}>${t.back}</button>`}
      ${chosen ? html`<${Chosen} session=${session} id=${chosen} />` : html`<p class="soft chosen-none">${words.pick}</p>`}
    </div>
  </main>`;
}

mount(() => html`<${StaffPage} page="customer">${(session) => html`<${Customers} session=${session} />`}<//>`, t.customers.title);
