import { open } from "./bar.js";

/** A customer's appointments in two lists: those to come or under way, the next first; those over, the latest first. */
export function splitVisits(items, now) {
  const isComing = ({ status, end }) => open.has(status) && (status !== "booked" || new Date(end).getTime() > now);
  const byStart = (a, b) => a.start.localeCompare(b.start);
  return { coming: items.filter(isComing).sort(byStart), past: items.filter((one) => !isComing(one)).sort((a, b) => byStart(b, a)) };
}
