import { durationText, relativeText, whenText } from "./zone.js";
import { t } from "../strings/index.js";

const minute = 60_000;

/** How long there is to answer, or how long that is over: {isLate, text}; for what is settled, when that was. */
export function dueOf({ status, dueAt, decision }, now) {
  if (status !== "pending") return { isLate: false, text: t.exceptions.decided(relativeText(decision?.at ?? dueAt, now)) };
  const left = Math.round((new Date(dueAt) - new Date(now)) / minute);
  return left < 0
    ? { isLate: true, text: t.exceptions.late(durationText(-left)) }
    : { isLate: false, text: t.exceptions.due(durationText(left)) };
}

/** Whether it can be done as asked: a fee that was not agreed to has to be spared on other terms first. */
export const isApprovable = ({ fee, feeAccepted }) => !fee || feeAccepted;

/** What approving asks, in words. */
export function questionOf({ exception, appointment }) {
  const { plate } = appointment.vehicle;
  const { kind, wantedStart, workshop } = exception;
  return kind === "move" ? t.exceptions.approveMove(plate, whenText(wantedStart, workshop.timeZone)) : t.exceptions.approveCancel(plate);
}

/** The row before or after one, by its id; the first where none is chosen. */
export function neighbourOf(items, id, step) {
  const index = items.findIndex(({ exception }) => exception.id === id);
  if (index < 0) return items[0]?.exception.id ?? null;
  return items[Math.min(items.length - 1, Math.max(0, index + step))].exception.id;
}
