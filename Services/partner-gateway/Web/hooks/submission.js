import { useState } from "../vendor/preact/preact.js";

/**
 * One piece of work at a time, with what became of it: gives [{busy, problem}, run, clear]. `run(…)` calls `work` unless it is under
 * way; a problem is kept until the next try.
 */
export function useSubmission(work) {
  const [view, setView] = useState({ busy: false, problem: null });
  const run = async (...given) => {
    if (view.busy) return;
    setView({ busy: true, problem: null });
    try {
      await work(...given);
      setView({ busy: false, problem: null });
    } catch (problem) {
      setView({ busy: false, problem });
    }
  };
  return [view, run, () => setView({ busy: false, problem: null })];
}
