import { useRef } from "../vendor/preact/preact.js";
import { useAction } from "./action.js";
import { useResource } from "./resource.js";

/**
 * A list that comes in pages: `ask(cursor, signal)` gives {items, nextCursor}. `more` loads the next one, or is null at the end. What was
 * opened stays open when the list is loaded again.
 */
export function usePages(key, ask) {
  const opened = useRef({ key, pages: 1 });
  if (opened.current.key !== key) opened.current = { key, pages: 1 };
  const list = useResource(key, async (signal) => {
    let all = await ask(null, signal);
    for (let page = 1; page < opened.current.pages && all.nextCursor; page += 1) {
      const next = await ask(all.nextCursor, signal);
      all = { ...next, items: [...all.items, ...next.items] };
    }
    return all;
  });
  const { busy, problem, run } = useAction();
  const next = list.data?.nextCursor;
  const more = () => run(async () => {
    const page = await ask(next);
    const { current } = opened;
    if (current.key === key) current.pages += 1;
    list.setData((old) => (old.nextCursor === next ? { ...page, items: [...old.items, ...page.items] } : old));
  });
  return { ...list, items: list.data?.items ?? null, more: next ? more : null, busy, moreProblem: problem };
}
