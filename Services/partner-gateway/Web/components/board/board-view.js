import { html, useEffect, useMemo, useRef, useState } from "../../vendor/preact/preact.js";
import { useBoardKeys } from "../../hooks/board-keys.js";
import { useMedia } from "../../hooks/media.js";
import { makeReady, useMove } from "../../hooks/move.js";
import { actionsFor, lineOf } from "../../model/board.js";
import { boardActions } from "../../model/board-actions.js";
import { rowsOf } from "../../model/lanes.js";
import { isRightToLeft } from "../../model/roving.js";
import { addDays, dayOf } from "../../model/zone.js";
import { t } from "../../strings/index.js";
import { Dialog } from "../common/dialog.js";
import { problemText } from "../common/notice.js";
import { OnDemand } from "../common/on-demand.js";
import { Agenda } from "./agenda.js";
import { EmptyDay } from "./empty-day.js";
import { Rail } from "./rail.js";
import { useRequests } from "./requests.js";
import { Timeline } from "./timeline.js";

/** What the board asks before it does something, fetched when it first asks. */
export const dialogs = () => import("./dialogs.js");
const chosenOne = () => import("./details.js");
/** What belongs to a move: why not here, where best, whether to do it. */
const moving = () => import("./moving.js");

/** What a bar asks for is on its way before it is pressed. */
const near = () => (makeReady().catch(() => {}), chosenOne().catch(() => {}));

/** The bar before or after the selected one, in order of time. */
function neighbour(appointments, id, step) {
  const index = appointments.findIndex((appointment) => appointment.id === id);
  if (index < 0) return appointments[0]?.id ?? null;
  return appointments[Math.min(appointments.length - 1, Math.max(0, index + step))].id;
}

/** A loaded day or week: rows or list, the rail, the chosen appointment, and everything that can be done with it. */
export function BoardView({ session, board, view, rows, now, apply, reload, say, undo, onDate, onDay, onKeys }) {
  const [selected, setSelected] = useState(null);
  const [cancelling, setCancelling] = useState(false);
  const [listed, setListed] = useState(false);
  const wide = useMedia("(min-width: 48rem)");
  const rail = useMedia("(min-width: 72rem)");
  const shape = useMemo(() => lineOf(board), [board]);
  const lanes = useMemo(() => rowsOf(board, rows), [board, rows]);
  const mover = useMove(session, board, shape.line, lanes);
  const requests = useRequests(session, board.workshop.id, board.appointments.reduce((sum, { version }) => sum + version, 0));
  const { move } = mover;
  const fail = (problem) => (say(problemText(problem)), reload());
  const act = boardActions(session, apply, say, fail);
  const chosen = board.appointments.find(({ id }) => id === selected) ?? null;
  const close = () => (setSelected(null), setCancelling(false));
  const taking = useRef(null);
  const carry = (appointment, asList) => {
    setListed(asList);
    const begun = mover.begin(appointment, rows === "bay" ? "bay" : "technician");
    taking.current = begun.catch(() => fail({ slug: navigator.onLine ? "unreachable" : "offline" })).finally(() => (taking.current = null));
  };

  const onAct = async (action) => {
    if (action === "cancel") return setCancelling(true);
    if (action === "move") return carry(chosen, !rail);
    await act(chosen, action);
  };
  const press = (action) => () => {
    if (chosen === null || move || !actionsFor(chosen.status).includes(action)) return false;
    onAct(action).catch(fail);
    return true;
  };
  // The bar that has the focus, chosen or not: beside it there may be no room to show what is chosen.
  const pickUp = ({ target }) => {
    const focused = board.appointments.find(({ id }) => id === target.dataset?.id) ?? chosen;
    if (focused === null || move || taking.current || !actionsFor(focused.status).includes("move")) return false;
    carry(focused, !wide);
    return true;
  };
  const on = isRightToLeft() ? -1 : 1; // time runs the way the language is read
  const isCarried = move && !move.asked;
  // Keys that come before a bar is in the hand count as soon as it is.
  const carried = (does) => (taking.current ? void taking.current.then(does) : isCarried && does());
  const isMoving = () => move || taking.current;
  const step = (count) => () =>
    (isMoving() ? carried(() => mover.nudge(count)) : setSelected(neighbour(board.appointments, selected, count)));
  const shift = (by) => () => (isMoving() ? carried(() => mover.shift(by)) : false);
  const turn = (count) => () => (move ? false : onDate(addDays(board.date, count * (view === "week" ? 7 : 1))));
  useBoardKeys({
    arrowleft: step(-on),
    arrowright: step(on),
    arrowup: shift(-1),
    arrowdown: shift(1),
    enter: () => (isMoving() ? carried(mover.end) : false),
    escape: () => (isMoving() ? (taking.current ?? Promise.resolve()).then(mover.stop) : close()),
    i: press("check-in"),
    s: press("start"),
    c: press("complete"),
    m: pickUp,
    x: press("cancel"),
    u: () => !move && undo(),
    t: () => !move && onDate(dayOf(Date.now(), board.workshop.timeZone)),
    "[": turn(-1),
    "]": turn(1),
    "?": onKeys,
  });
  useEffect(() => {
    document.querySelector(`[data-id="${selected}"]`)?.focus({ preventScroll: false });
  }, [selected]);

  const shared = { board, now, selected, onSelect: setSelected };
  const details = chosen && html`<${OnDemand} load=${chosenOne} name="Details" rows=${8} appointment=${chosen} board=${board}
    now=${now} onAct=${onAct} onClose=${close} />`;
  const best = (extra) => html`<${OnDemand} load=${moving} name="BestPlaces" move=${move} board=${board} onChoose=${mover.choose}
    onClose=${mover.stop} ...${extra} />`;
  const side = () => (isCarried ? best() : details ?? html`<${Rail} ...${shared} requests=${requests} />`);
  const sheet = !rail && chosen && !cancelling && !move;
  const isEmpty = board.appointments.length === 0;
  return html`<div class=${`board-body ${view === "week" ? "board-body-week" : ""}`}>
    <div class="board-main">
      ${isEmpty && html`<${EmptyDay} session=${session} board=${board} onDate=${onDate} />`}
      ${wide
        ? html`<${Timeline} ...${shared} shape=${shape} rows=${lanes} move=${move} OnTheWay=${mover.OnTheWay} onGrab=${mover.grab}
            onNear=${near} onDay=${onDay} />`
        : !isEmpty && html`<${Agenda} ...${shared} />`}
      <div class="move-hint">
        <div role="status">${wide && isCarried && html`<${OnDemand} load=${moving} name="MoveHint" rows=${0} move=${move} board=${board} />`}</div>
        ${wide && isCarried && html`<${OnDemand} load=${moving} name="MoveKeys" rows=${0} />`}
      </div>
    </div>
    ${rail && html`<aside class="rail" aria-label=${t.board.rail.label}>${side()}</aside>`}
    ${sheet && html`<${Dialog} label=${chosen.vehicle.plate} class="sheet" onClose=${close}>${details}<//>`}
    ${!rail && isCarried && listed && html`<${Dialog} label=${t.board.actions.move} class="sheet" onClose=${mover.stop}>${best()}<//>`}
    ${chosen && cancelling && html`<${OnDemand} load=${dialogs} name="CancelDialog" rows=${0} appointment=${chosen}
      onClose=${() => setCancelling(false)}
      cancel=${async (reason) => (await act(chosen, "cancel", { reason }), close())} />`}
    ${move?.asked && html`<${OnDemand} load=${moving} name="MoveDialog" rows=${0} key=${move.start} session=${session}
      move=${move} board=${board}
      onOther=${mover.choose} onStale=${reload} onClose=${mover.stop}
      make=${async (appointment, body) => (await act(appointment, "move", body), mover.stop())} />`}
  </div>`;
}
