import { useCallback, useEffect, useRef } from "../vendor/preact/preact.js";
import { call, newIdempotencyKey } from "../model/api.js";

const request = (state, key, replaces) =>
  call("booking", "/v1/holds", {
    method: "POST",
    headers: { "Idempotency-Key": key },
    body: {
      workshopId: state.workshopId,
      serviceIds: state.serviceIds,
      vehicleClass: state.vehicle.class,
      start: state.slot.start,
      ...(replaces ? { replaces: replaces.id } : {}),
    },
  });

/**
 * Keeps the chosen slot while the reader fills in the rest, and gives it back when it is chosen no more. Gives `held()`: the hold once that
 * is known, null where there is none; what an order has to wait for, as a slot that is held for it cannot be had without its hold.
 */
export function useHold(state, dispatch) {
  const tried = useRef({ slot: null, answer: Promise.resolve(null), isLost: false });
  const keep = (one) => {
    one.isLost = false;
    // After the one before: what that got is what this takes the place of.
    one.answer = one.before.then((before) => request(state, one.key, before)).then(
      (hold) => (dispatch({ type: "held", hold, slot: one.slot }), hold),
      (problem) => {
        if (problem.slug === "slot-taken") dispatch({ type: "taken", alternatives: problem.extensions.alternatives ?? [], slot: one.slot });
        else one.isLost = problem.isPassing;
        return null;
      },
    );
  };
  useEffect(() => {
    const last = tried.current;
    if (state.slot === last.slot || state.step === 4) return;
    tried.current = { slot: state.slot, key: newIdempotencyKey(), before: last.answer, answer: Promise.resolve(null), isLost: false };
    if (state.slot !== null) keep(tried.current);
    // It would run out by itself if this does not arrive.
    else last.answer.then((hold) => hold && call("booking", `/v1/holds/${hold.id}`, { method: "DELETE" }).catch(() => null));
  }, [state.slot, state.step]);
  return useCallback(async () => {
    await tried.current.answer;
    // Nobody knows whether it came: the same key again tells.
    if (tried.current.isLost) keep(tried.current);
    return tried.current.answer;
  }, [state.slot]);
}
