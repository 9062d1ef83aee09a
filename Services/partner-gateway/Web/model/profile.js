/** The profile as the CRM gives it, with the optional parts in one place each. */
export function profileOf(answer) {
  const customer = answer.customer ?? answer;
  return {
    ...customer,
    vehicles: answer.vehicles ?? [],
    visits: [...(answer.visits ?? [])].sort((a, b) => b.start.localeCompare(a.start)),
    spend: [answer.spend ?? []].flat(),
    churn: answer.churn ?? answer.score ?? null,
  };
}

/** Low below 0.33, raised below 0.66, high above. */
export function bandOf(probability) {
  if (probability < 0.33) return "low";
  return probability < 0.66 ? "medium" : "high";
}

/** The reasons that weigh most, whichever way. */
export function strongest(reasons, count = 4) {
  return [...reasons].sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution)).slice(0, count);
}
