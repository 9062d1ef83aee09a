import { html, useEffect, useState } from "../vendor/preact/preact.js";
import { BoardView, dialogs } from "../components/board/board-view.js";
import { Toolbar } from "../components/board/toolbar.js";
import { Failure } from "../components/common/notice.js";
import { OnDemand } from "../components/common/on-demand.js";
import { Pending, Skeleton } from "../components/common/pending.js";
import { StaffPage } from "../components/common/staff-page.js";
import { useToast } from "../components/common/toast.js";
import { useBoard } from "../hooks/board.js";
import { useNow } from "../hooks/clock.js";
import { useWorkshop, useWorkshops } from "../hooks/workshops.js";
import { dayOf } from "../model/zone.js";
import { t } from "../strings/index.js";
import { mount } from "./mount.js";

const replan = () => import("../components/board/replan.js");
const place = () => import("../components/board/new-job.js");

/** How the board is looked at lives in the address, so that it can be sent to a colleague and comes back with a reload. */
function useLook() {
  const [look, setLook] = useState(() => {
    const { view, rows, date } = Object.fromEntries(new URLSearchParams(location.search));
    const day = /^\d{4}-\d\d-\d\d$/.test(date) ? date : null;
    return { view: view === "week" ? view : "day", rows: rows in t.board.rowsBy ? rows : "all", date: day };
  });
  useEffect(() => {
    const told = Object.entries(look).filter(([, value]) => value !== null && !["day", "all"].includes(value));
    history.replaceState(null, "", told.length > 0 ? `?${new URLSearchParams(told)}` : location.pathname);
  }, [look]);
  return [look, (change) => setLook((old) => ({ ...old, ...change }))];
}

function Day({ session, workshops }) {
  const [workshop, choose] = useWorkshop(workshops);
  const [look, setLook] = useLook();
  const [open, setOpen] = useState(null);
  const [toast, say, undo] = useToast();
  const { view, rows } = look;
  const today = dayOf(Date.now(), workshop.timeZone);
  const date = look.date ?? today;
  const onDate = (day) => setLook({ date: day === today ? null : day });
  const board = useBoard(session, workshop, date, view);
  const now = useNow(board.data?.ahead ?? 0);
  const dialog = (load, name) => html`<${OnDemand} load=${load} name=${name} rows=${0} session=${session} workshop=${workshop} date=${date}
    board=${board.data} apply=${board.apply} reload=${board.reload} say=${say} onClose=${() => setOpen(null)} />`;
  return html`<main id="main" class="page board dense">
    <${Toolbar} workshops=${workshops} workshop=${workshop} look=${{ ...look, date }} board=${board.data} connection=${board.connection}
      onWorkshop=${choose} onDate=${onDate} onLook=${setLook} onOpen=${setOpen} />
    <${Pending} resource=${board} rows=${12} height="2.25rem" />
    ${board.data && html`<${BoardView} key=${`${workshop.id} ${date} ${view}`} session=${session} board=${board.data} view=${view} rows=${rows}
      now=${now} apply=${board.apply} reload=${board.reload} say=${say} undo=${undo} onDate=${onDate}
      onDay=${(day) => setLook({ view: "day", date: day === today ? null : day })} onKeys=${() => setOpen("keys")} />`}
    ${open === "keys" && dialog(dialogs, "KeysDialog")}
    ${open === "replan" && board.data && dialog(replan, "Replan")}
    ${open === "place" && board.data && dialog(place, "NewJob")}
    ${toast}
  </main>`;
}

function Board({ session }) {
  const workshops = useWorkshops();
  const frame = (inside) => html`<main id="main" class="page">${inside}</main>`;
  if (workshops.state === "failed") return frame(html`<${Failure} problem=${workshops.problem} retry=${workshops.reload} />`);
  if (workshops.data === null) return frame(html`<h1>${t.board.title}</h1><${Skeleton} rows=${12} height="2.25rem" />`);
  if (workshops.data.length === 0) {
    return frame(html`<div class="empty"><h1>${t.board.title}</h1><p>${t.board.noWorkshops}</p></div>`);
  }
  return html`<${Day} session=${session} workshops=${workshops.data} />`;
}

mount(() => html`<${StaffPage} page="board">${(session) => html`<${Board} session=${session} />`}<//>`, t.board.title);
