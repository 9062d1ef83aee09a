import { isRightToLeft } from "./roving.js";

const far = 6;
/** A finger that rests on a bar so long picks it up; one that goes up or down before scrolls the page. */
const hold = 350;
/** So near to the window's edge the page is scrolled, the faster the nearer. */
const edge = 56;

/** The row under a point, as {kind, id}; null beside them. */
function rowAt(x, y) {
  const row = document.elementFromPoint(x, y)?.closest("[data-row]");
  if (!row) return null;
  const [kind, id] = row.dataset.row.split(" ");
  return { kind, id };
}

/** How many pixels a frame the page goes on by with the pointer at that height. */
export function speedAt(y, height) {
  if (y < edge) return -Math.ceil((edge - Math.max(0, y)) / 4);
  if (y > height - edge) return Math.ceil((Math.min(height, y) - height + edge) / 4);
  return 0;
}

/** The press that ended a drag is no click on what lies under it. */
function swallowClick() {
  const swallow = (event) => (event.preventDefault(), event.stopPropagation());
  addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => removeEventListener("click", swallow, { capture: true }), 0);
}

/**
 * Carries a bar by mouse, pen or finger from a pointerdown on; gives what stops it. `held` is {appointment, kind, pixels (the width of the
 * axis), x, y, pointerId, touch}; `act()` gives the handlers of the moment: `onBegin(appointment, kind)`, `onOver({appointment, row, across})`
 * with the way gone as a fraction of the axis, `onEnd` and `onCancel`.
 */
export function carry(held, act) {
  const abort = new AbortController();
  const { signal } = abort;
  let frame = 0;
  const stop = () => (abort.abort(), clearTimeout(held.timer), cancelAnimationFrame(frame));
  const at = ({ clientX, clientY }) => {
    Object.assign(held, { nowX: clientX, nowY: clientY });
    const way = isRightToLeft() ? -1 : 1;
    act().onOver({ appointment: held.appointment, row: rowAt(clientX, clientY), across: (way * (clientX - held.x)) / held.pixels });
  };
  const scroll = () => {
    const by = speedAt(held.nowY, innerHeight);
    if (by !== 0) scrollBy(0, by), at({ clientX: held.nowX, clientY: held.nowY });
    frame = requestAnimationFrame(scroll);
  };
  const begin = () => {
    held.began = true;
    Object.assign(held, { nowX: held.x, nowY: held.y });
    act().onBegin(held.appointment, held.kind);
    scroll();
  };
  if (held.touch) held.timer = setTimeout(begin, hold);
  const onMove = (event) => {
    if (event.pointerId !== held.pointerId) return;
    const across = Math.abs(event.clientX - held.x);
    const along = Math.abs(event.clientY - held.y);
    if (!held.began && Math.max(across, along) < far) return;
    if (!held.began && held.touch && along > across) return stop();
    if (!held.began) clearTimeout(held.timer), begin();
    at(event);
  };
  const finish = (ending) => () => {
    stop();
    if (!held.began) return;
    swallowClick();
    act()[ending]();
  };
  addEventListener("pointermove", onMove, { signal });
  addEventListener("pointerup", finish("onEnd"), { signal });
  addEventListener("pointercancel", finish("onCancel"), { signal });
  return stop;
}
