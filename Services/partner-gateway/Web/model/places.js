/** What a place is judged by, in the order it is told. */
const parts = ["skillFit", "loadBalance", "fragmentation", "lateness", "displacedWork"];

/** The parts of a score that weigh anything, each with its share of the heaviest score there can be drawn: all of them together. */
export function partsOf(score = {}) {
  const told = parts.map((name) => ({ name, value: score[name] ?? 0 })).filter(({ value }) => value !== 0);
  const whole = told.reduce((sum, { value }) => sum + Math.abs(value), 0);
  return told.map((part) => ({ ...part, share: Math.abs(part.value) / whole }));
}
