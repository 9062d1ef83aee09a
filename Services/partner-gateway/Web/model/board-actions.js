import { newIdempotencyKey } from "./api.js";
import { staffCall } from "./staff.js";
import { timeText } from "./zone.js";
import { t } from "../strings/index.js";

/** What an advisor does to an appointment; each gives the new state, which the board shows at once. */
export function boardActions(session, apply, say) {
  return async function act(appointment, action, body = {}) {
    const answer = await staffCall(session, "booking", `/v1/appointments/${appointment.id}/${action}`, {
      method: "POST",
      body,
      headers: { "If-Match": `"${appointment.version}"`, "Idempotency-Key": newIdempotencyKey() },
    });
    const changed = answer.appointment ?? answer;
    apply(changed);
    say(t.board.done[action](changed.vehicle.plate, timeText(changed.start, changed.workshop.timeZone)));
    return changed;
  };
}
