import { useCallback, useEffect, useRef, useState } from "../vendor/preact/preact.js";
import { daysShown, merged, withAppointment } from "../model/board.js";
import { renew } from "../model/renewal.js";
import { staffCall, streamToken } from "../model/staff.js";
import { follow } from "../model/stream.js";
import { dayOf } from "../model/zone.js";
import { useResource } from "./resource.js";

/** A stream tells of one day; the other days of a week are read again so often. */
const refresh = 30_000;

/**
 * A workshop's day or week (`view`), loaded and then kept current by the event stream of its day, in a week of today. Each time the stream
 * opens all is loaded anew, and what the stream tells while it is under way is applied to it: nothing is missed. Gives the resource with
 * `connection` and `apply`.
 */
export function useBoard(session, workshop, date, view) {
  const days = daysShown(date, view);
  const today = dayOf(Date.now(), workshop.timeZone);
  const watched = days.includes(today) ? today : date;
  const key = `${workshop.id} ${days}`;
  const early = useRef(null);
  const board = useResource(key, async (signal) => {
    const heard = (early.current = []);
    const ask = (day) => staffCall(session, "booking", "/v1/board", { query: { workshopId: workshop.id, date: day }, signal });
    const answers = await Promise.all(days.map(ask));
    const taking = answers.map((answer) => ({ ...answer, appointments: answer.appointments.filter(({ status }) => status !== "cancelled") }));
    if (early.current === heard) early.current = null;
    const loaded = { ...merged(taking, days), date, ahead: new Date(answers[0].now).getTime() - Date.now() };
    return heard.reduce(withAppointment, loaded);
  });
  const [connection, setConnection] = useState("connecting");
  const apply = useCallback((appointment) => {
    early.current?.push(appointment);
    board.setData((old) => withAppointment(old, appointment));
  }, [board.setData]);

  useEffect(() => {
    const abort = new AbortController();
    follow("booking", "/v1/board/events", {
      query: { workshopId: workshop.id, date: watched },
      token: streamToken,
      signal: abort.signal,
      onState: (state) => {
        setConnection(state);
        // The first time too: the day may have been read before the stream began.
        if (state === "live") board.reload();
        // Whether the session is over, the server knows; if it is, the page asks to sign in, and begins anew after it.
        if (state === "refused") renew().catch(() => {});
      },
      onEvent: ({ type, data }) => type === "appointment" && apply(JSON.parse(data)),
    });
    return () => abort.abort();
  }, [key, session.sessionId]);
  useEffect(() => {
    if (view !== "week") return undefined;
    const timer = setInterval(board.reload, refresh);
    return () => clearInterval(timer);
  }, [key]);
  return { ...board, connection, apply };
}
