const quarter = 15 * 60_000;

/** A start so many quarter hours later (or earlier), on the grid. */
export function nudged(start, steps) {
  const moved = new Date(start).getTime() + steps * quarter;
  return new Date(Math.round(moved / quarter) * quarter).toISOString();
}

/** Adds whether the time under the bar is free, as far as is known. */
export function withFreedom(move) {
  const at = new Date(move.start).getTime();
  const isFree = move.free?.some((start) => new Date(start).getTime() === at) ?? false;
  return { ...move, isFree };
}
