/** A what-if: what the page asks for, and what the answer says. */

export const metrics = ["refused", "leadMinutes", "utilisation", "overtimeMinutes"];

/** For which figures less is better (-1), more is (1), or neither (0). */
export const better = { refused: -1, leadMinutes: -1, utilisation: 0, overtimeMinutes: -1 };

export const isShare = (metric) => metric === "utilisation" || metric === "refused";

/** Fewer runs tell too little apart, more take too long for somebody who waits. */
export const replications = 40;

/** What each kind of change is made of, with what it begins as. `choices` are what the workshop has. */
export function blank(kind, { skills, bayKinds, technicians, bays }) {
  switch (kind) {
    case "block_capacity": return { kind, skill: skills[0] ?? "", hoursPerDay: 4 };
    case "add_technician": return { kind, skills: skills.slice(0, 1), hours: 8 };
    case "remove_technician": return { kind, technicianId: technicians[0]?.id ?? "" };
    case "add_bay": return { kind, bayKind: bayKinds[0] ?? "" };
    default: return { kind, bayId: bays[0]?.id ?? "" };
  }
}

/** Skills with their level; a board tells them by name or as a list. */
const skillsOf = ({ skills }) =>
  Array.isArray(skills) ? skills.map(({ skill, level }) => [skill, level]) : Object.entries(skills ?? {});

/** What a workshop's day offers to choose from; `levels` is the highest of each skill that anybody has. */
export function choicesOf({ technicians, bays }) {
  const all = technicians.flatMap(skillsOf);
  const levels = {};
  for (const [skill, level] of all) levels[skill] = Math.max(levels[skill] ?? 0, level);
  return { technicians, bays, levels, skills: Object.keys(levels).sort(), bayKinds: [...new Set(bays.map(({ kind }) => kind))].sort() };
}

const minutesOf = (clock) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
const clockOf = (minutes) => `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

/** So many hours from the opening on, on each day the workshop is open; no longer than it is. */
export const shiftsOf = (opens, hours) => opens.map(({ weekday, from, to }) =>
  ({ weekday, from, to: clockOf(Math.min(minutesOf(to), minutesOf(from) + Math.round(hours * 60))) }));

/** A change as the service takes it: a new colleague is as good as the best of the workshop and is there when it opens. */
function wired({ key, ...change }, { levels, opens }) {
  if (change.kind !== "add_technician") return change;
  return { ...change, skills: Object.fromEntries(change.skills.map((skill) => [skill, levels[skill]])), hours: shiftsOf(opens, change.hours) };
}

/** What is asked for, in what shares: as the appointments of some weeks had it, the most frequent first; without any, all alike. */
export function mixOf(appointments, services) {
  const counts = new Map();
  for (const { services: lines } of appointments) for (const { id } of lines) counts.set(id, (counts.get(id) ?? 0) + 1);
  const offered = services.map(({ id }) => ({ serviceId: id, share: counts.size > 0 ? counts.get(id) ?? 0 : 1 }));
  return offered.filter(({ share }) => share > 0).sort((a, b) => b.share - a.share).slice(0, 20);
}

/** The body of `POST /v1/workshops/{id}/simulate`; `mix` is what a forecast's calls are for. */
export function simulationRequest({ from, days, changes, demand, seed }, choices, mix = []) {
  const { kind } = demand;
  return {
    from, days: Number(days), changes: changes.map((change) => wired(change, choices)), replications, seed,
    demand: kind === "history" ? { kind, days: Number(demand.days) } : { kind, perDay: Number(demand.perDay), services: mix },
  };
}

/** Which field of the form cannot be sent, by its id. */
export function wrongFields({ changes, demand }) {
  const wrong = {};
  const within = (id, value, least, most) => {
    if (!(Number(value) >= least && Number(value) <= most)) wrong[id] = "range";
  };
  changes.forEach((change, index) => {
    if (change.kind === "block_capacity") within(`hours-${index}`, change.hoursPerDay, 0.5, 200);
    if (change.kind === "add_technician") within(`hours-${index}`, change.hours, 1, 24);
    if (change.kind === "add_technician" && change.skills.length === 0) wrong[`skills-${index}`] = "skill";
  });
  if (demand.kind === "forecast") within("per-day", demand.perDay, 1, 300);
  return wrong;
}

/** Which figures a change moves for certain: their difference's band does not hold zero; the good news first. */
export function movedBy(difference) {
  const certain = metrics.filter((metric) => {
    const band = difference[metric];
    return band && (band.low > 0 || band.high < 0);
  });
  const news = (metric) => Math.sign(difference[metric].median) * better[metric];
  return certain.sort((a, b) => news(b) - news(a));
}

const day = 1440;

/** Where an axis ends that holds both bands, on a round figure; shares end at 1 at most, long waits on whole days. */
export function rangeOf(metric, ...figures) {
  const unit = metric === "leadMinutes" ? day : 1;
  const most = Math.max(...figures.map((figure) => figure[metric].high), 0) / unit;
  const size = 10 ** Math.floor(Math.log10(Math.max(most, isShare(metric) ? 0.05 : 1)));
  const top = [1, 2, 5, 10].map((factor) => factor * size).find((value) => value >= most) ?? most;
  return (isShare(metric) ? Math.min(1, top) : top) * unit;
}
