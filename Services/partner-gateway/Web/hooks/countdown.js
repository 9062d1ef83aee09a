import { useCallback, useEffect, useState } from "../vendor/preact/preact.js";

/** Seconds that are left of `seconds`, one less each second; and what begins anew. */
export function useCountdown(seconds) {
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    if (left <= 0) return undefined;
    const timer = setTimeout(() => setLeft(left - 1), 1000);
    return () => clearTimeout(timer);
  }, [left]);
  return [left, useCallback(() => setLeft(seconds), [seconds])];
}
