import { open } from "./bar.js";

/** A customer's appointments in two lists: those to come or under way, the next first; those over, the latest first. */
export function splitVisits(items, now) {
  const isComing = ({ status, end }) => open.has(status) && (status !== "booked" || new Date(end).getTime() > now);
  const byStart = (a, b) => a.start.localeCompare(b.start);
  return { coming: items.filter(isComing).sort(byStart), past: items.filter((one) => !isComing(one)).sort((a, b) => byStart(b, a)) };
}

/** The view the API gives as one thing: the appointment with what may still be done to it and what was asked for. */
export const visitOf = ({ appointment, policy, exception = null }) => ({ ...appointment, policy, exception });

/** An appointment's own link on this site: its path and the token behind `#`, whatever host it was written for; null without one. */
export function linkOf({ manageUrl }, origin = location.origin) {
  if (!manageUrl || !URL.canParse(manageUrl, origin)) return null;
  const { pathname, hash } = new URL(manageUrl, origin);
  return pathname.startsWith("/") && !pathname.startsWith("//") && hash ? pathname + hash : null;
}
