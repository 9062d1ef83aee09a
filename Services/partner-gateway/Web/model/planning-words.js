import { t, wordsOf } from "../strings/index.js";
import { plainList } from "./words.js";
import { percentText } from "./figures.js";
import { dayOf, durationText, timeText, whenText } from "./zone.js";

/** The words of moving, re-planning and placing, which come with the first part that needs them. */
export const planning = await wordsOf("planning");

/** Of whom a refusal is told: of one person or bay where only that was asked for. */
const about = { no_suitable_bay: "bay", bays_busy: "bay" };

/**
 * Why a place is refused, as a sentence: `refusal` of the booking service or {reasons}, `names` {technician, bay} of who was asked for.
 * A reason this page does not know yet is told in the service's own words.
 */
export function refusalText(refusal, names = {}, appointments = []) {
  const { reasons = [], inTheWay = [] } = refusal;
  if (reasons.some((code) => !planning.blockers[code])) return refusal.sentence ?? "";
  const clause = (code) => {
    const name = names[about[code] ?? "technician"];
    return name && planning.blockersOfOne[code] ? planning.blockersOfOne[code](name) : planning.blockers[code];
  };
  const why = planning.sentence(plainList(reasons.map(clause)));
  const plateOf = ({ appointmentId }) => appointments.find(({ id }) => id === appointmentId)?.vehicle.plate ?? planning.another;
  return inTheWay.length === 0 ? why : `${why} ${planning.couldIf(plainList(inTheWay.map(plateOf)))}`;
}

/** Where something is, in one line. `technician` and `bay` may be names that are not known yet. */
export const placeText = ({ technician, bay }) => [technician?.name, bay?.name].filter(Boolean).join(t.comma);

/** When something begins and ends; the day only once. */
export const spanText = (start, end, zone) => `${whenText(start, zone)}\u00a0–\u00a0${timeText(end, zone)}`;

/** The values of a reason, which come as texts, as words of this page. */
function toldOf(values, zone) {
  const long = (minutes) => (Number(minutes) > 0 ? durationText(Number(minutes)) : null);
  const isSameDay = values.from && values.to && dayOf(values.from, zone) === dayOf(values.to, zone);
  return {
    ...values,
    surplus: Number(values.surplus),
    minutes: Number(values.minutes),
    percent: percentText(Number(values.percent) / 100),
    hasDue: Boolean(values.due),
    late: long(values.lateMinutes),
    waiting: long(values.waitingHours * 60),
    from: values.from && timeText(values.from, zone),
    to: values.to && (isSameDay ? timeText : whenText)(values.to, zone),
  };
}

/** What speaks for and against a place; a reason this page has no word for makes it the service's own sentence. */
export function reasonsText({ reasons, sentence }, zone) {
  if (reasons.some(({ code }) => !planning.best.reasons[code])) return sentence ?? "";
  return reasons.map(({ code, values }) => planning.best.reasons[code](toldOf(values ?? {}, zone))).filter(Boolean).join(t.comma);
}
