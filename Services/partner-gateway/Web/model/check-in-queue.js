/** What this device keeps for check-ins without network: the key that codes are verified by, and codes still to be sent. None names anybody. */
const keyName = "pitcrew.check-in-key";
const queueName = "pitcrew.check-ins";
/** The server takes what was shown within a day; what is older is told to nobody. */
const patience = 24 * 3_600_000;
const most = 200;

function read(name, instead) {
  try {
    return JSON.parse(localStorage.getItem(name)) ?? instead;
  } catch {
    return instead;
  }
}

export const keptKey = () => read(keyName, null);
export const keepKey = (key) => localStorage.setItem(keyName, JSON.stringify(key));

/** Codes to be sent, the oldest first: { code, workshopId, scannedAt }. */
export const waiting = () => read(queueName, []);

const write = (items) => localStorage.setItem(queueName, JSON.stringify(items));

/** Keeps a code until it can be sent; one that waits already is not kept twice. False when it cannot be kept. */
export function keep(item) {
  const items = waiting();
  if (items.some(({ code }) => code === item.code)) return true;
  if (items.length >= most) return false;
  write([...items, item]);
  return true;
}

/**
 * Sends what waits, one after the other, with `send(item)`; stops at the first that cannot be sent now. `tell(item, answer, problem)` hears
 * what came of each.
 */
export async function sendWaiting(send, tell, now = Date.now()) {
  for (const item of waiting()) {
    const isOver = now - new Date(item.scannedAt).getTime() > patience;
    try {
      if (!isOver) tell(item, await send(item), null);
    } catch (problem) {
      if (problem.isPassing || problem.status === 401) return;
      tell(item, null, problem);
    }
    write(waiting().filter(({ code }) => code !== item.code));
  }
}
