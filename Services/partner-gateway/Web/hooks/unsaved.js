import { useEffect } from "../vendor/preact/preact.js";
import { onLeave } from "../model/leaving.js";
import { t } from "../strings/index.js";

/** While something is unsaved, leaving asks first: the page by the browser's own question, the session by ours. */
export function useUnsaved(isUnsaved) {
  useEffect(() => {
    if (!isUnsaved) return undefined;
    const ask = (event) => event.preventDefault();
    addEventListener("beforeunload", ask);
    const stop = onLeave(() => confirm(t.shell.unsaved));
    return () => (removeEventListener("beforeunload", ask), stop());
  }, [isUnsaved]);
}
