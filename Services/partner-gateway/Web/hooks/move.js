import { useCallback, useEffect, useRef, useState } from "../vendor/preact/preact.js";
import { withFreedom, nudged } from "../model/board.js";
import { staffCall } from "../model/staff.js";

/**
 * Moving a bar by pointer or keys. `move` is null or {appointment, start, free, isFree, asked}; a move that ends
 * elsewhere than it began is `asked`, and the page confirms it. The free starts of the day come from the booking service.
 */
export function useMove(session, board) {
  const [move, setMove] = useState(null);
  const drag = useRef(null);

  const begin = useCallback(
    (appointment, asked = false) => {
      setMove(withFreedom({ appointment, start: appointment.start, free: null, asked }));
      const query = {
        workshopId: board.workshop.id,
        serviceIds: appointment.services.map(({ id }) => id).join(","),
        vehicleClass: appointment.vehicle.class,
        from: board.date,
        days: 1,
      };
      staffCall(session, "booking", "/v1/slots", { query }).then(
        ({ days }) => {
          const free = days.flatMap(({ slots }) => slots.map(({ start }) => start));
          setMove((old) => (old?.appointment.id === appointment.id ? withFreedom({ ...old, free }) : old));
        },
        () => {}, // green places are a help; without them the answer to the move still decides
      );
    },
    [session, board?.workshop.id, board?.date],
  );

  const to = (start) => setMove((old) => old && withFreedom({ ...old, start }));
  const end = () => setMove((old) => (old && old.start !== old.appointment.start ? { ...old, asked: true } : null));
  const grab = (event, appointment, line, pixels) => {
    if (event.button !== 0 || !["booked", "checked_in"].includes(appointment.status)) return;
    drag.current = { appointment, line, pixels, x: event.clientX, began: false };
  };

  useEffect(() => {
    const onMove = (event) => {
      const held = drag.current;
      if (!held) return;
      const across = event.clientX - held.x;
      if (!held.began && Math.abs(across) < 6) return;
      if (!held.began) begin(held.appointment);
      held.began = true;
      const minutes = ((across / held.pixels) * held.line.minutes * (document.dir === "rtl" ? -1 : 1)) / 15;
      to(nudged(held.appointment.start, Math.round(minutes)));
    };
    const onUp = () => {
      if (drag.current?.began) end();
      drag.current = null;
    };
    addEventListener("pointermove", onMove);
    addEventListener("pointerup", onUp);
    return () => (removeEventListener("pointermove", onMove), removeEventListener("pointerup", onUp));
  }, [begin]);

  const nudge = (steps) => setMove((old) => old && withFreedom({ ...old, start: nudged(old.start, steps) }));
  const stop = () => ((drag.current = null), setMove(null));
  return { move, begin, grab, nudge, end, to, stop };
}
