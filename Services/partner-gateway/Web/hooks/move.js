import { useCallback, useEffect, useRef, useState } from "../vendor/preact/preact.js";
import { staffCall } from "../model/staff.js";
import { dayOf } from "../model/zone.js";

/** Where the pointer or the keys stay for so long is asked about; what they pass is not. */
const rest = 150;

let kit = null;
/** What a move needs is fetched when a bar is about to be taken: when the pointer or the focus comes to one. */
export const makeReady = () => import("../components/board/carrying.js").then((module) => (kit = module));

/** Asks for the reason a place is refused: one question at a time, each once a move. A place that is left is asked about no more. */
function useWhyNot(session, move, setMove) {
  const asked = move && kit.question(move);
  const key = asked && kit.keyOf(move);
  useEffect(() => {
    if (!asked) return undefined;
    const abort = new AbortController();
    const { id } = move.appointment;
    const told = (answer) => (old) => (old?.appointment.id === id ? kit.withAnswer(old, key, answer) : old);
    const keep = (answer) => abort.signal.aborted || setMove(told(answer));
    const ask = () => staffCall(session, "booking", `/v1/appointments/${id}/refusal`, { query: asked, signal: abort.signal })
      .then(keep, () => keep(null));
    const timer = setTimeout(ask, rest);
    return () => (clearTimeout(timer), abort.abort());
  }, [key]);
}

/** Carries a bar once the kit is there, unless it has been let go by then. */
function useGrab(handlers) {
  const latest = useRef(handlers);
  latest.current = handlers;
  const stop = useRef(null);
  useEffect(() => () => stop.current?.(), []);
  return useCallback((event, appointment, kind, pixels) => {
    if (event.button !== 0 || !["booked", "checked_in"].includes(appointment.status)) return;
    stop.current?.();
    const waiting = new AbortController();
    addEventListener("pointerup", () => waiting.abort(), { signal: waiting.signal });
    stop.current = () => waiting.abort();
    const { clientX: x, clientY: y, pointerId, pointerType } = event;
    const held = { appointment, kind, pixels, x, y, pointerId, touch: pointerType === "touch", began: false };
    const begin = () => {
      if (waiting.signal.aborted) return;
      waiting.abort();
      stop.current = kit.carry(held, () => latest.current);
    };
    if (kit) begin();
    else makeReady().then(begin, () => {}); // without it the bar stays where it is
  }, []);
}

/**
 * Moving a bar by pointer or keys. `move` is null or the value of model/moving.js; one that ends elsewhere than it began is `asked`, and the
 * page confirms it. Free places and the reasons of others come from the booking service.
 */
export function useMove(session, board, line, rows) {
  const [move, setMove] = useState(null);
  const change = useCallback((make) => setMove((old) => old && make(old)), []);
  const stop = useCallback(() => setMove(null), []);
  useWhyNot(session, move, setMove);

  const begin = async (appointment, kind) => {
    if (!kit) await makeReady();
    const today = dayOf(Date.now() + board.ahead, board.workshop.timeZone);
    const query = { from: board.days.find((day) => day >= today) ?? today, days: 7 };
    const keep = (places) => change((old) => (old.appointment.id === appointment.id ? kit.withPlaces(old, places) : old));
    setMove(kit.begun(appointment, kind));
    // Green places are a help; without them the answer to the move still decides.
    staffCall(session, "booking", `/v1/appointments/${appointment.id}/places`, { query }).then(keep, () => keep(null));
  };
  const end = () => change((old) => (kit.verdictOf(old).state === "here" ? null : { ...old, asked: true }));
  const grab = useGrab({
    onBegin: begin,
    onOver: ({ row, across, appointment }) => change((old) => {
      const placed = row ? kit.over(old, row) : old;
      return { ...placed, start: kit.snapped(old.starts, line.instant(line.at(appointment.start) + across)) };
    }),
    onEnd: end,
    onCancel: stop,
  });
  return {
    move, begin, grab, end, stop,
    OnTheWay: kit?.OnTheWay,
    nudge: (steps) => change((old) => ({ ...old, start: kit.stepped(line, old.start, steps) })),
    shift: (by) => change((old) => kit.inRow(old, rows, by)),
    choose: ({ start, technician, bay }) => change((old) => ({
      ...old, start, technicianId: technician?.id ?? null, bayId: bay?.id ?? null, asked: true })),
  };
}
