import { useEffect, useState } from "../vendor/preact/preact.js";

/** The present as the server's clock has it (`ahead` ms ahead of ours), renewed each `interval`. */
export function useNow(ahead = 0, interval = 15_000) {
  const [now, setNow] = useState(() => Date.now() + ahead);
  useEffect(() => {
    const update = () => setNow(Date.now() + ahead);
    update();
    const timer = setInterval(update, interval);
    return () => clearInterval(timer);
  }, [ahead, interval]);
  return now;
}
