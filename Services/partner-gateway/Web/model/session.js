/** The staff member's session: in this tab only, gone when it closes. */
const key = "pitcrew.staff";
const listeners = new Set();

export function currentSession(now = Date.now()) {
  try {
    const session = JSON.parse(sessionStorage.getItem(key) ?? "null");
    return session && session.expiresAt > now ? session : null;
  } catch {
    return null;
  }
}

/** Keeps the answer of `POST /v1/staff/sessions`. */
export function keepSession(answer, now = Date.now()) {
  sessionStorage.setItem(key, JSON.stringify({ ...answer, expiresAt: now + answer.expiresIn * 1000 }));
  listeners.forEach((listener) => listener());
}

export function endSession() {
  sessionStorage.removeItem(key);
  listeners.forEach((listener) => listener());
}

/** Calls `listener` at each sign-in and sign-out; gives the function that stops it. */
export function onSessionChange(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const maySee = (session, scope) => session.scopes.includes(scope);
