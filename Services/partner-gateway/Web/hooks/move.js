import { useCallback, useEffect, useRef, useState } from "../vendor/preact/preact.js";
import { begun, inRow, keyOf, over, question, snapped, stepped, verdictOf, withAnswer, withPlaces } from "../model/moving.js";
import { staffCall } from "../model/staff.js";
import { dayOf } from "../model/zone.js";
import { useDrag } from "./drag.js";

/** Where the pointer or the keys stay for so long is asked about; what they pass is not. */
const rest = 150;

/** Asks for the reason a place is refused: one question at a time, each once a move. A place that is left is asked about no more. */
function useWhyNot(session, move, setMove) {
  const asked = question(move);
  const key = asked && keyOf(move);
  useEffect(() => {
    if (!asked) return undefined;
    const abort = new AbortController();
    const { id } = move.appointment;
    const keep = (answer) => abort.signal.aborted || setMove((old) => old && (old.appointment.id === id ? withAnswer(old, key, answer) : old));
    const ask = () => staffCall(session, "booking", `/v1/appointments/${id}/refusal`, { query: asked, signal: abort.signal })
      .then(keep, () => keep(null));
    const timer = setTimeout(ask, rest);
    return () => (clearTimeout(timer), abort.abort());
  }, [key]);
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

  const begin = (appointment, kind) => {
    const today = dayOf(Date.now() + board.ahead, board.workshop.timeZone);
    const query = { from: board.days.find((day) => day >= today) ?? today, days: 7 };
    const keep = (places) => change((old) => (old.appointment.id === appointment.id ? withPlaces(old, places) : old));
    setMove(begun(appointment, kind));
    // Green places are a help; without them the answer to the move still decides.
    return staffCall(session, "booking", `/v1/appointments/${appointment.id}/places`, { query }).then(keep, () => keep(null));
  };
  const end = () => change((old) => (verdictOf(old).state === "here" ? null : { ...old, asked: true }));
  const grab = useDrag({
    onBegin: begin,
    onOver: ({ row, across, appointment }) => change((old) => {
      const placed = row ? over(old, row) : old;
      return { ...placed, start: snapped(old.starts, line.instant(line.at(appointment.start) + across)) };
    }),
    onEnd: end,
    onCancel: stop,
  });
  return {
    move, begin, grab, end, stop,
    nudge: (steps) => change((old) => ({ ...old, start: stepped(line, old.start, steps) })),
    shift: (by) => change((old) => inRow(old, rows, by)),
    choose: ({ start, technician, bay }) => change((old) => ({
      ...old, start, technicianId: technician?.id ?? null, bayId: bay?.id ?? null, asked: true })),
    to: (start) => change((old) => ({ ...old, start, technicianId: null, bayId: null })),
  };
}
