/** A what-if: what the page asks for, and what the answer says. */

export const metrics = ["refusedShare", "leadTimeDays", "utilisation", "overtimeMinutes"];

/** For which figures less is better (-1), more is (1), or neither (0). */
export const better = { refusedShare: -1, leadTimeDays: -1, utilisation: 0, overtimeMinutes: -1 };

export const isShare = (metric) => metric === "utilisation" || metric === "refusedShare";

/** Fewer runs tell too little apart, more take too long for somebody who waits. */
export const replications = 40;

/** What each kind of change is made of, with what it begins as. `choices` are what the workshop has. */
export function blank(kind, { skills, bayKinds, technicians, bays }) {
  switch (kind) {
    case "block": return { kind, skill: skills[0] ?? "", hoursPerDay: 4 };
    case "addTechnician": return { kind, skills: skills.slice(0, 1), hours: 8 };
    case "removeTechnician": return { kind, technicianId: technicians[0]?.id ?? "" };
    case "addBay": return { kind, bayKind: bayKinds[0] ?? "" };
    default: return { kind: "removeBay", bayId: bays[0]?.id ?? "" };
  }
}

/** A board tells levels by skill or as a list; here only which there are. */
const skillsOf = ({ skills }) => (Array.isArray(skills) ? skills.map(({ skill }) => skill) : Object.keys(skills ?? {}));

/** What a workshop's day offers to choose from. */
export function choicesOf({ technicians, bays }) {
  const unique = (list) => [...new Set(list)].sort();
  return { technicians, bays, skills: unique(technicians.flatMap(skillsOf)), bayKinds: unique(bays.map(({ kind }) => kind)) };
}

/** The body of `POST /v1/workshops/{id}/simulate`. */
export function simulationRequest({ from, days, changes, demand, seed }) {
  const { kind } = demand;
  return {
    from, days: Number(days), changes, replications, seed,
    demand: kind === "history" ? { kind, days: Number(demand.days) } : { kind, perDay: Number(demand.perDay) },
  };
}

/** Which field of the form cannot be sent, by its id. */
export function wrongFields({ changes, demand }) {
  const wrong = {};
  const within = (id, value, least, most) => {
    if (!(Number(value) >= least && Number(value) <= most)) wrong[id] = "range";
  };
  changes.forEach((change, index) => {
    if (change.kind === "block") within(`hours-${index}`, change.hoursPerDay, 0.5, 200);
    if (change.kind === "addTechnician") within(`hours-${index}`, change.hours, 1, 24);
    if (change.kind === "addTechnician" && change.skills.length === 0) wrong[`skills-${index}`] = "skill";
  });
  if (demand.kind === "forecast") within("per-day", demand.perDay, 0, 500);
  return wrong;
}

/** Which figures a change moves for certain: their difference's band does not hold zero; the good news first. */
export function movedBy(difference) {
  const certain = metrics.filter((metric) => {
    const band = difference[metric];
    return band && (band.low > 0 || band.high < 0);
  });
  const news = (metric) => Math.sign(difference[metric].mean) * better[metric];
  return certain.sort((a, b) => news(b) - news(a));
}

/** Where an axis ends that holds both bands, on a round figure; shares end at 1 at most. */
export function rangeOf(metric, ...figures) {
  const most = Math.max(...figures.map((figure) => figure[metric].high), 0);
  const size = 10 ** Math.floor(Math.log10(Math.max(most, isShare(metric) ? 0.05 : 1)));
  const top = [1, 2, 5, 10].map((factor) => factor * size).find((value) => value >= most) ?? most;
  return isShare(metric) ? Math.min(1, top) : top;
}
