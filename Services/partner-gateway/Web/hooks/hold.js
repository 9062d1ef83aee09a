import { useCallback, useEffect, useRef } from "../vendor/preact/preact.js";
import { call, newIdempotencyKey } from "../model/api.js";

const request = (state, key) =>
  call("booking", "/v1/holds", {
    method: "POST",
    headers: { "Idempotency-Key": key },
    body: {
      workshopId: state.workshopId,
      serviceIds: state.serviceIds,
      vehicleClass: state.vehicle.class,
      start: state.slot.start,
      ...(state.hold ? { replaces: state.hold.id } : {}),
    },
  });

/**
 * Keeps the chosen slot while the reader fills in the rest. Gives `held()`: the hold once that is known, null where there is none; what an
 * order has to wait for, as a slot that is held for it cannot be had without its hold.
 */
export function useHold(state, dispatch) {
  const tried = useRef({ slot: null, key: null, answer: Promise.resolve(null), isLost: false });
  const keep = () => {
    const one = tried.current;
    one.isLost = false;
    one.answer = request(state, one.key).then(
      (hold) => (dispatch({ type: "held", hold }), hold),
      (problem) => {
        if (problem.slug === "slot-taken") dispatch({ type: "taken", alternatives: problem.extensions.alternatives ?? [] });
        else one.isLost = problem.isPassing;
        return null;
      },
    );
  };
  useEffect(() => {
    if (state.slot === null || state.slot === tried.current.slot) return;
    tried.current = { ...tried.current, slot: state.slot, key: newIdempotencyKey() };
    keep();
  }, [state.slot]);
  return useCallback(async () => {
    await tried.current.answer;
    // Nobody knows whether it came: the same key again tells.
    if (tried.current.isLost) keep();
    return tried.current.answer;
  }, [state.slot]);
}
