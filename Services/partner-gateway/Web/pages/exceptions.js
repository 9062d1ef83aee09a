import { html, useRef, useState } from "../vendor/preact/preact.js";
import { More } from "../components/common/more.js";
import { Failure, problemText } from "../components/common/notice.js";
import { OnDemand } from "../components/common/on-demand.js";
import { Skeleton } from "../components/common/pending.js";
import { Select } from "../components/common/select.js";
import { StaffPage } from "../components/common/staff-page.js";
import { Empty } from "../components/common/states.js";
import { useToast } from "../components/common/toast.js";
import { RequestRow } from "../components/exceptions/request-row.js";
import { WaitingList } from "../components/exceptions/waiting-list.js";
import { useBoardKeys } from "../hooks/board-keys.js";
import { useNow } from "../hooks/clock.js";
import { usePages } from "../hooks/pages.js";
import { useReloading } from "../hooks/resource.js";
import { useWorkshop, useWorkshops } from "../hooks/workshops.js";
import { isApprovable, neighbourOf } from "../model/exceptions.js";
import { staffCall } from "../model/staff.js";
import { plural, t } from "../strings/index.js";
import { mount } from "./mount.js";

const words = t.exceptions;
const dialogs = () => import("../components/exceptions/decide-dialogs.js");
const names = { approve: "ApproveDialog", override: "OverrideDialog", decline: "DeclineDialog" };

function Head({ workshops, workshop, status, counts, onWorkshop, onStatus }) {
  return html`<div class="title"><h1>${words.title}</h1><p class="soft">${words.lead}</p></div>
    <div class="request-filter">
      <${Select} id="workshop" label=${words.workshop} value=${workshop.id} onChange=${onWorkshop}
        options=${workshops.map(({ id, name }) => ({ value: id, text: name }))} />
      <${Select} id="status" label=${words.show} value=${status} onChange=${onStatus}
        options=${Object.entries(words.states).map(([value, text]) => ({ value, text }))} />
      <p class="request-counts" role="status">${counts && html`<span>${plural(counts.open, words.waiting)}</span>
        ${counts.overdue > 0 && html`<span class="late">${plural(counts.overdue, words.overdue)}</span>`}`}</p>
    </div>`;
}

/** The row that has the focus, or something in it. */
const chosen = () => document.activeElement?.closest(".request")?.dataset.id ?? null;

/** Arrows go from one row to the next, a letter asks for the answer to the chosen one. */
function useRowKeys(items, ask) {
  const go = (step) => () => {
    const next = neighbourOf(items, chosen(), step);
    if (next === null) return false;
    document.querySelector(`.request[data-id="${next}"]`)?.focus();
    return true;
  };
  const press = (how) => () => {
    const at = chosen();
    const item = items.find(({ exception }) => exception.id === at);
    if (!item || item.exception.status !== "pending" || (how === "approve" && !isApprovable(item.exception))) return false;
    ask(item, how);
    return true;
  };
  useBoardKeys({ arrowdown: go(1), arrowup: go(-1), a: press("approve"), o: press("override"), d: press("decline") });
}

function Requests({ session, workshops }) {
  const [workshop, choose] = useWorkshop(workshops);
  const [status, setStatus] = useState("pending");
  const [asked, setAsked] = useState(null);
  const [toast, say] = useToast();
  const list = usePages(`${workshop.id} ${status}`, (cursor, signal) =>
    staffCall(session, "booking", "/v1/exceptions", { query: { workshopId: workshop.id, status, cursor, limit: 50 }, signal }));
  const now = useNow(list.data ? new Date(list.data.now).getTime() - Date.now() : 0);
  useReloading(list, 30_000, asked === null);
  const items = list.items ?? [];
  // What stands below the requests comes after them, so that they do not push it away; it stays while others are asked for.
  const hasCome = useRef(false);
  hasCome.current ||= list.items !== null || list.state === "failed";
  useRowKeys(items, (item, how) => setAsked({ item, how }));
  const decide = async (how, body) => {
    const { exception, appointment } = asked.item;
    try {
      await staffCall(session, "booking", `/v1/exceptions/${exception.id}/${how}`, {
        method: "POST", body, headers: { "If-Match": `"${exception.version}"` },
      });
    } catch (problem) {
      if (!["version-mismatch", "exception-settled"].includes(problem.slug)) throw problem;
      // What was decided on is no more: the list shows what there is now.
      setAsked(null);
      say(problemText(problem));
      return list.reload();
    }
    setAsked(null);
    say(words.done[how](appointment.vehicle.plate));
    list.reload();
  };
  const open = asked && html`<${OnDemand} key=${`${asked.item.exception.id} ${asked.how}`} load=${dialogs} name=${names[asked.how]} rows=${0}
    session=${session} item=${asked.item} start=${asked.start} decide=${decide} onClose=${() => setAsked(null)}
    onOther=${(start) => setAsked({ ...asked, how: "override", start })} />`;
  return html`<main id="main" class="page requests dense">
    <${Head} workshops=${workshops} workshop=${workshop} status=${status} counts=${list.data} onWorkshop=${choose} onStatus=${setStatus} />
    ${list.state === "failed" && html`<${Failure} problem=${list.problem} retry=${list.reload} />`}
    ${list.items === null && list.state === "loading" && html`<${Skeleton} rows=${3} height="8rem" />`}
    ${list.items?.length === 0 && html`<${Empty} text=${status === "pending" ? words.none : words.nothing} />`}
    ${items.length > 0 && html`<ul class="request-list">${items.map((item, index) => html`<${RequestRow} key=${item.exception.id} item=${item}
      now=${now} isFirst=${index === 0} onAsk=${(how) => setAsked({ item, how })} />`)}</ul>
      ${status === "pending" && html`<p class="request-keys soft" aria-hidden="true">${words.keysHint}</p>`}
      <${More} list=${list}>${words.more}<//>`}
    ${hasCome.current && html`<${WaitingList} session=${session} workshop=${workshop} now=${now} say=${say} />`}
    ${open}${toast}
  </main>`;
}

function Page({ session }) {
  const workshops = useWorkshops();
  if (workshops.data?.length > 0) return html`<${Requests} session=${session} workshops=${workshops.data} />`;
  return html`<main id="main" class="page requests dense"><div class="title"><h1>${words.title}</h1></div>
    ${workshops.state === "failed" && html`<${Failure} problem=${workshops.problem} retry=${workshops.reload} />`}
    ${workshops.data === null ? html`<${Skeleton} rows=${3} height="8rem" />` : html`<${Empty} text=${words.none} />`}
  </main>`;
}

mount(() => html`<${StaffPage} page="exceptions">${(session) => html`<${Page} session=${session} />`}<//>`, words.title);
