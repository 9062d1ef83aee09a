import { useCallback, useEffect, useRef, useState } from "../vendor/preact/preact.js";
import { verdictOffline } from "../model/check-in.js";
import { keep, keepKey, keptKey, sendWaiting, waiting } from "../model/check-in-queue.js";
import { staffCall } from "../model/staff.js";

/** How often it is tried to send what waits, beside when the network says it is back. */
const interval = 20_000;
const shown = 20;

/**
 * Checking in by codes at a workshop: `submit(code)`, what came of the last ones (the latest first: { key, outcome, appointment, problem,
 * at }), how many wait for the network, and whether one is on its way.
 */
export function useCheckIns(session, workshopId) {
  const [results, setResults] = useState([]);
  const [count, setCount] = useState(() => waiting().length);
  const [busy, setBusy] = useState(false);
  const flushing = useRef(false);
  const tell = useCallback((result) => {
    setCount(waiting().length);
    setResults((old) => [{ key: crypto.randomUUID(), at: Date.now(), ...result }, ...old].slice(0, shown));
  }, []);
  const send = (item) => staffCall(session, "booking", "/v1/check-ins", { method: "POST", body: item });

  const flush = useCallback(async () => {
    if (flushing.current || waiting().length === 0) return;
    flushing.current = true;
    await sendWaiting(send, (item, answer, problem) => tell({ ...answer, outcome: answer?.outcome ?? "refused", problem }));
    flushing.current = false;
    setCount(waiting().length);
  }, [session]);

  useEffect(() => {
    const fetchKey = () => staffCall(session, "booking", "/v1/check-ins/key").then(keepKey, () => {});
    const back = () => (fetchKey(), flush());
    back();
    const timer = setInterval(flush, interval);
    addEventListener("online", back);
    return () => (clearInterval(timer), removeEventListener("online", back));
  }, [session]);

  const wait = async (item) => {
    const verdict = await verdictOffline(item.code, workshopId, keptKey(), Date.now());
    if (verdict !== "waiting") return tell({ outcome: "refused", problem: { slug: verdict } });
    return tell({ outcome: keep(item) ? "waiting" : "refused", problem: { slug: "unknown" } });
  };

  const submit = async (code) => {
    const item = { code, workshopId, scannedAt: new Date().toISOString() };
    setBusy(true);
    try {
      // When it was shown matters only to what is sent later: clocks differ.
      if (navigator.onLine) tell(await send({ code, workshopId }));
      else await wait(item);
    } catch (problem) {
      if (problem.isPassing) await wait(item);
      else tell({ outcome: "refused", problem });
    }
    setBusy(false);
  };
  return { results, count, busy, submit };
}
