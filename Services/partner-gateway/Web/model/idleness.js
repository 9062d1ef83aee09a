import { endIdle } from "./renewal.js";
import { knownSession } from "./session.js";

/** In localStorage, and no secret: when the reader last did something, in whatever tab. */
const key = "pitcrew.last-input";
const signs = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"];
/** Milliseconds between two notes, and between two looks. */
const grain = 5_000;
let noted = 0;

function note() {
  const now = Date.now();
  // A clock that was set back notes at once.
  if (Math.abs(now - noted) < grain) return;
  noted = now;
  localStorage.setItem(key, String(now));
}

/** Whether nobody has used any tab for as long as the session allows; sessions without a limit are never idle. */
export const isIdle = (session, now = Date.now()) =>
  session?.idleLimit > 0 && now - Number(localStorage.getItem(key) ?? now) > session.idleLimit * 1000;

/**
 * Ends the session once its reader is away for too long: an open page renews its token by itself, which the server takes for use.
 * Gives the function that stops it.
 */
export function watchIdleness() {
  // Whoever comes back is idle until then.
  const look = () => isIdle(knownSession()) && endIdle();
  const used = () => (look(), note());
  used();
  signs.forEach((sign) => addEventListener(sign, used, { passive: true, capture: true }));
  const timer = setInterval(look, grain);
  return () => {
    clearInterval(timer);
    signs.forEach((sign) => removeEventListener(sign, used, { capture: true }));
  };
}
