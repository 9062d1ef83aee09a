import { useAction } from "./action.js";
import { useResource } from "./resource.js";

/** A list that comes in pages: `ask(cursor, signal)` gives {items, nextCursor}. `more` loads the next one, or is null at the end. */
export function usePages(key, ask) {
  const list = useResource(key, (signal) => ask(null, signal));
  const { busy, problem, run } = useAction();
  const next = list.data?.nextCursor;
  const more = () => run(async () => {
    const page = await ask(next);
    list.setData((old) => (old.nextCursor === next ? { ...page, items: [...old.items, ...page.items] } : old));
  });
  return { ...list, items: list.data?.items ?? null, more: next ? more : null, busy, moreProblem: problem };
}
