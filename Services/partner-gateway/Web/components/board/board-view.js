import { html, useEffect, useState } from "../../vendor/preact/preact.js";
import { useBoardKeys } from "../../hooks/board-keys.js";
import { useMedia } from "../../hooks/media.js";
import { useMove } from "../../hooks/move.js";
import { actionsFor } from "../../model/board.js";
import { boardActions } from "../../model/board-actions.js";
import { isRightToLeft } from "../../model/roving.js";
import { addDays, dayOf, timeText } from "../../model/zone.js";
import { t } from "../../strings/index.js";
import { Dialog } from "../common/dialog.js";
import { problemText } from "../common/notice.js";
import { OnDemand } from "../common/on-demand.js";
import { Agenda } from "./agenda.js";
import { Details } from "./details.js";
import { EmptyDay } from "./empty-day.js";
import { Rail } from "./rail.js";
import { useRequests } from "./requests.js";
import { Timeline } from "./timeline.js";

/** What the board asks before it does something, fetched when it first asks. */
export const dialogs = () => import("./dialogs.js");

/** The bar before or after the selected one, in order of time. */
function neighbour(appointments, id, step) {
  const index = appointments.findIndex((appointment) => appointment.id === id);
  if (index < 0) return appointments[0]?.id ?? null;
  return appointments[Math.min(appointments.length - 1, Math.max(0, index + step))].id;
}

function MoveHint({ move, zone }) {
  const state = move.isFree ? t.board.moving.free : t.board.moving.busy;
  return html`<p class="move-hint" role="status"><b>${timeText(move.start, zone)}, ${state}.</b> ${t.board.moving.hint}</p>`;
}

/** A loaded day: timeline or agenda, the rail, the chosen appointment, and everything that can be done with it. */
export function BoardView({ session, board, now, apply, say, onDate, onKeys }) {
  const [selected, setSelected] = useState(null);
  const [cancelling, setCancelling] = useState(false);
  const wide = useMedia("(min-width: 48rem)");
  const rail = useMedia("(min-width: 72rem)");
  const mover = useMove(session, board);
  const requests = useRequests(session, board.workshop.id, board.appointments.reduce((sum, { version }) => sum + version, 0));
  const { move } = mover;
  const act = boardActions(session, apply, say);
  const chosen = board.appointments.find(({ id }) => id === selected) ?? null;
  const close = () => (setSelected(null), setCancelling(false));

  const onAct = async (action) => {
    if (action === "cancel") return setCancelling(true);
    if (action === "move") return mover.begin(chosen, !wide);
    await act(chosen, action);
  };
  const press = (action) => () => {
    if (chosen === null || !actionsFor(chosen.status).includes(action)) return false;
    onAct(action).catch((problem) => say(problemText(problem)));
    return true;
  };
  const on = isRightToLeft() ? -1 : 1; // time runs the way the language is read
  const step = (count) => () => (move ? mover.nudge(count) : setSelected(neighbour(board.appointments, selected, count)));
  useBoardKeys({
    arrowleft: step(-on),
    arrowright: step(on),
    enter: () => (move && !move.asked ? mover.end() : false),
    escape: () => (move ? mover.stop() : close()),
    i: press("check-in"),
    s: press("start"),
    c: press("complete"),
    m: press("move"),
    x: press("cancel"),
    t: () => onDate(dayOf(Date.now(), board.workshop.timeZone)),
    "[": () => onDate(addDays(board.date, -1)),
    "]": () => onDate(addDays(board.date, 1)),
    "?": onKeys,
  });
  useEffect(() => {
    document.querySelector(`[data-id="${selected}"]`)?.focus({ preventScroll: false });
  }, [selected]);

  const shared = { board, now, selected, onSelect: setSelected };
  const details = chosen && html`<${Details} appointment=${chosen} now=${now} onAct=${onAct} onClose=${close} />`;
  const sheet = !rail && chosen && !cancelling && !move;
  return html`<div class="board-body">
    <div class="board-main">
      ${board.appointments.length === 0 && html`<${EmptyDay} session=${session} board=${board} onDate=${onDate} />`}
      ${wide
        ? html`<${Timeline} ...${shared} move=${move} onGrab=${mover.grab} />`
        : board.appointments.length > 0 && html`<${Agenda} ...${shared} />`}
      ${wide && move && !move.asked && html`<${MoveHint} move=${move} zone=${board.workshop.timeZone} />`}
    </div>
    ${rail && html`<aside class="rail" aria-label=${t.board.rail.label}>${details ?? html`<${Rail} ...${shared} requests=${requests} />`}</aside>`}
    ${sheet && html`<${Dialog} label=${chosen.vehicle.plate} class="sheet" onClose=${close}>${details}<//>`}
    ${chosen && cancelling && html`<${OnDemand} load=${dialogs} name="CancelDialog" rows=${0} appointment=${chosen}
      onClose=${() => setCancelling(false)}
      cancel=${async (reason) => (await act(chosen, "cancel", { reason }), close())} />`}
    ${move?.asked && html`<${OnDemand} load=${dialogs} name="MoveDialog" rows=${0} appointment=${move.appointment} start=${move.start}
      onOther=${mover.to} onClose=${mover.stop}
      move=${async (start, reason) => (await act(move.appointment, "move", { start, reason }), mover.stop())} />`}
  </div>`;
}
