import { useCallback, useState } from "../vendor/preact/preact.js";

/** One thing the reader does: `run(work)` gives whether it went well; `problem` is what stopped the last one. */
export function useAction() {
  const [view, setView] = useState({ busy: false, problem: null });
  const run = useCallback(async (work) => {
    setView({ busy: true, problem: null });
    try {
      await work();
      setView({ busy: false, problem: null });
      return true;
    } catch (problem) {
      setView({ busy: false, problem });
      return false;
    }
  }, []);
  return { ...view, run };
}
