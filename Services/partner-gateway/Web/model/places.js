/** What a place is judged by, in the order it is told. Each is in points, of which fewer are better. */
const parts = ["skillFit", "loadBalance", "fragmentation", "lateness", "displacedWork"];

/** The parts of a score that weigh anything, each with its share of the most that speaks against any of the places beside it. */
export function partsOf(score, most) {
  return parts.map((name) => ({ name, value: score[name] ?? 0 })).filter(({ value }) => value > 0)
    .map((part) => ({ ...part, share: part.value / Math.max(1, most) }));
}

/** The most that speaks against any of the places. */
export const mostOf = (places) => Math.max(0, ...places.map(({ score }) => score.total));

/** The appointment that has to make way for a place first, with the version that is known of it; null for a place that is free. */
export function makesWay({ reasons }) {
  const values = reasons.find(({ code }) => code === "displaced_work")?.values;
  return values ? { id: values.appointmentId, version: Number(values.version), plate: values.plate, to: values.to } : null;
}
