import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "../vendor/preact/preact.js";

const loading = (old, key) => ({ state: "loading", problem: null, data: old.key === key ? old.data : null, key });

/**
 * Loads with `load(signal)` whenever `key` changes (null: not yet). Gives {state, data, problem, reload, setData};
 * `data` stays while a newer answer is on its way, so lists do not blink.
 */
export function useResource(key, load) {
  const [view, setView] = useState({ state: "loading", data: null, problem: null, key });
  const [turn, setTurn] = useState(0);
  const latest = useRef(load);
  latest.current = load;
  // Before the paint: the answer is on its way while the browser draws
  useLayoutEffect(() => {
    if (key === null) return undefined;
    const abort = new AbortController();
    setView((old) => (old.key === key && old.state === "loading" ? old : loading(old, key)));
    latest.current(abort.signal).then(
      (data) => abort.signal.aborted || setView({ state: "ready", data, problem: null, key }),
      (problem) => {
        if (abort.signal.aborted) return;
        setView((old) => ({ ...old, state: "failed", problem }));
      },
    );
    return () => abort.abort();
  }, [key, turn]);
  const reload = useCallback(() => setTurn((old) => old + 1), []);
  useEffect(() => {
    if (view.problem?.slug !== "offline") return undefined;
    addEventListener("online", reload);
    return () => removeEventListener("online", reload);
  }, [view.problem]);
  const setData = useCallback((change) => setView((old) => (old.data === null ? old : { ...old, data: change(old.data) })), []);
  const current = view.key === key ? view : { ...view, state: "loading", data: null, problem: null };
  return { ...current, reload, setData };
}

/** Has a resource loaded again every `period` milliseconds, while it is `wanted` and somebody looks at the page. */
export function useReloading({ reload }, period, wanted = true) {
  useEffect(() => {
    if (!wanted) return undefined;
    const timer = setInterval(() => document.visibilityState === "visible" && reload(), period);
    return () => clearInterval(timer);
  }, [reload, period, wanted]);
}
