import { locale } from "./languages.js";

const words = new Intl.Collator(locale, { numeric: true });

/** Rows in the order of one column ({key, down}); text by the reader's alphabet, numbers by size, what is missing last. */
export function sorted(rows, order) {
  if (!order) return rows;
  const way = order.down ? -1 : 1;
  const compare = (a, b) => (typeof a === "number" ? a - b : words.compare(a, b));
  return [...rows].sort((one, other) => {
    const [a, b] = [one[order.key] ?? null, other[order.key] ?? null];
    if (a === null || b === null) return (a === null) - (b === null);
    return way * compare(a, b);
  });
}

/** A column pressed: ascending first, then the other way round. */
export const turned = (order, key) => ({ key, down: order?.key === key && !order.down });
