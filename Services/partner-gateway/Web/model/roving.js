/**
 * Which of `count` places in a row or column a key leads to from place `at`: arrows go round, Home and End to the ends;
 * null for any other key. In a right-to-left row the left arrow leads on.
 */
export function placeAfter(key, at, count, { vertical = false, rightToLeft = false } = {}) {
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  const ways = vertical
    ? { ArrowDown: 1, ArrowUp: -1 }
    : { ArrowRight: rightToLeft ? -1 : 1, ArrowLeft: rightToLeft ? 1 : -1 };
  if (!(key in ways)) return null;
  return (at + ways[key] + count) % count;
}

export const isRightToLeft = () => document.documentElement.dir === "rtl";
