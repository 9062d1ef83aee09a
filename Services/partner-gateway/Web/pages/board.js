import { html, useState } from "../vendor/preact/preact.js";
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

function Day({ session, workshops }) {
  const [workshop, choose] = useWorkshop(workshops);
  const [chosenDate, setDate] = useState(null);
  const [keys, setKeys] = useState(false);
  const [toast, say] = useToast();
  const date = chosenDate ?? dayOf(Date.now(), workshop.timeZone);
  const board = useBoard(session, workshop.id, date);
  const now = useNow(board.data?.ahead ?? 0);
  return html`<main id="main" class="page board dense">
    <${Toolbar} workshops=${workshops} workshop=${workshop} date=${date} board=${board.data} connection=${board.connection}
      onWorkshop=${choose} onDate=${setDate} onKeys=${() => setKeys(true)} />
    <${Pending} resource=${board} rows=${12} height="2.25rem" />
    ${board.data && html`<${BoardView} key=${`${workshop.id} ${date}`} session=${session} board=${board.data} now=${now}
      apply=${board.apply} say=${say} onDate=${setDate} onKeys=${() => setKeys(true)} />`}
    ${keys && html`<${OnDemand} load=${dialogs} name="KeysDialog" rows=${0} onClose=${() => setKeys(false)} />`}
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
