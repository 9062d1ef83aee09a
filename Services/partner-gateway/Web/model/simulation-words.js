import { numberText, percentText } from "./figures.js";
import { isShare, movedBy } from "./simulation.js";
import { plainList, wordFor } from "./words.js";
import { durationText } from "./zone.js";
import { t } from "../strings/index.js";

const words = t.simulation;

export const skillText = (skill) => wordFor(words.skillNames, skill);
export const bayKindText = (kind) => wordFor(words.bayKinds, kind);

/** A figure in its own unit. */
export function figureText(metric, value) {
  if (isShare(metric)) return percentText(value, 1);
  return metric === "leadTimeDays" ? words.dayCount(numberText(value, 1)) : durationText(value);
}

/** A difference with its sign; that of two shares is in points. */
function signed(metric, value) {
  const size = Math.abs(value);
  return `${value < 0 ? "−" : "+"}${isShare(metric) ? words.points(numberText(size * 100, 1)) : figureText(metric, size)}`;
}

/** Mean and range in one line; of a difference with signs. */
export function bandText(metric, { mean, low, high }, isDifference = false) {
  const text = (value) => (isDifference ? signed(metric, value) : figureText(metric, value));
  return words.mean(text(mean), text(low), text(high));
}

/** By how much a figure changes, or that no change can be told from chance. */
export function differenceText(metric, band) {
  return band.low > 0 || band.high < 0 ? bandText(metric, band, true) : words.same;
}

/** A change as the sentence has it. `choices` name people and bays. */
export function changeText(change, { technicians, bays }) {
  const nameOf = (list, id) => list.find((one) => one.id === id)?.name ?? "";
  switch (change.kind) {
    case "block": return words.told.block(numberText(change.hoursPerDay, 1), skillText(change.skill));
    case "addTechnician": return words.told.addTechnician(plainList(change.skills.map(skillText)), numberText(change.hours, 1));
    case "removeTechnician": return words.told.removeTechnician(nameOf(technicians, change.technicianId));
    case "addBay": return words.told.addBay(bayKindText(change.bayKind));
    default: return words.told.removeBay(nameOf(bays, change.bayId));
  }
}

/** What a change does, in one sentence: what it moves for certain, the good news first. */
export function comparisonText(changes, choices, { before, after, difference }) {
  const what = changes.length > 0 ? plainList(changes.map((change) => changeText(change, choices))) : words.told.nothing;
  const effects = movedBy(difference).map((metric) => {
    const way = difference[metric].mean > 0 ? "more" : "less";
    return words.effects[metric][way](words.change(figureText(metric, before[metric].mean), figureText(metric, after[metric].mean)));
  });
  return words.with(what, effects.length > 0 ? plainList(effects) : words.noEffect);
}
