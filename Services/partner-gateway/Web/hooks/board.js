import { useCallback, useEffect, useRef, useState } from "../vendor/preact/preact.js";
import { withAppointment } from "../model/board.js";
import { renew } from "../model/renewal.js";
import { staffCall, streamToken } from "../model/staff.js";
import { follow } from "../model/stream.js";
import { useResource } from "./resource.js";

/**
 * A workshop's day, loaded and then kept current by its event stream. Each time the stream opens the day is
 * loaded anew, and what the stream tells while it is under way is applied to it: nothing is missed. Gives the resource with `connection` and `apply`.
 */
export function useBoard(session, workshopId, date) {
  const query = { workshopId, date };
  const key = workshopId && `${workshopId} ${date}`;
  const early = useRef(null);
  const board = useResource(key, async (signal) => {
    const heard = (early.current = []);
    const answer = await staffCall(session, "booking", "/v1/board", { query, signal });
    const appointments = answer.appointments.filter(({ status }) => status !== "cancelled");
    if (early.current === heard) early.current = null;
    return heard.reduce(withAppointment, { ...answer, appointments, date, ahead: new Date(answer.now).getTime() - Date.now() });
  });
  const [connection, setConnection] = useState("connecting");
  const apply = useCallback((appointment) => {
    early.current?.push(appointment);
    board.setData((old) => withAppointment(old, appointment));
  }, [board.setData]);

  useEffect(() => {
    if (!key) return undefined;
    const abort = new AbortController();
    follow("booking", "/v1/board/events", {
      query,
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
  return { ...board, connection, apply };
}
