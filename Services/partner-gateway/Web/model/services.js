/** The seven services in the order of the message path's picture. */
export const serviceNames = [
  "booking", "notifications", "jobcard-prep", "crm-bridge", "partner-gateway", "analytics", "ml-scoring",
];

const kept = 60;

/** Adds one round of answers to what is known. A service that does not answer keeps its history and loses its figures. */
export function withRound(known, round) {
  return Object.fromEntries(serviceNames.map((name) => {
    const status = round[name];
    const history = known[name]?.history ?? [];
    const depth = status?.queueDepth ?? null;
    return [name, { status, history: [...history, depth].slice(-kept) }];
  }));
}

export function stateOf(entry) {
  if (!entry) return "loading";
  if (!entry.status) return "unknown";
  return entry.status.ready ? "ready" : "down";
}

/** A line through the history as SVG points in a box; gaps (no answer) are left out. */
export function sparkline(history, width, height) {
  const most = Math.max(1, ...history.map((value) => value ?? 0));
  const step = width / Math.max(1, kept - 1);
  const offset = kept - history.length;
  return history
    .map((value, index) => (value === null ? null : [(offset + index) * step, height - (value / most) * height]))
    .filter(Boolean)
    .map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`)
    .join(" ");
}

/** A JSON text laid out for reading; anything else as it is. */
export function readable(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
