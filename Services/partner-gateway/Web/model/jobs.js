/** A job card as the bar and the list need it. */

const statusOf = { draft: "booked", ready: "checked_in", running: "started", completed: "completed", cancelled: "cancelled" };

export function appointmentOf(card, workshop) {
  return {
    workshop, start: card.start, end: card.end, status: statusOf[card.status] ?? "booked", vehicle: { plate: card.plate },
    services: card.steps.map(({ name, labourTenths }) => ({ name, labourTenths })),
  };
}

/** The parts of which too few are set aside, with how many are missing. */
export function shortOf(parts) {
  return parts.filter(({ needed, reserved }) => reserved < needed).map((part) => ({ ...part, missing: part.needed - part.reserved }));
}

/** Those whose name the cards know, in the alphabet's order. */
export function techniciansOf(cards) {
  const names = new Map(cards.map(({ technician }) => [technician.id, technician.name]));
  return [...names].map(([id, name]) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name));
}

/** What is to be done first and what is done; `next` is the card to begin with, unless one is running. */
export function sortedJobs(cards) {
  const over = new Set(["completed", "cancelled"]);
  const todo = cards.filter(({ status }) => !over.has(status)).sort((a, b) => a.start.localeCompare(b.start));
  const isRunning = todo.some(({ status }) => status === "running");
  return { todo, over: cards.filter(({ status }) => over.has(status)), next: isRunning ? null : (todo[0]?.id ?? null) };
}
