import { numberText, percentText } from "./figures.js";
import { isShare, movedBy } from "./simulation.js";
import { plainList, wordFor } from "./words.js";
import { durationText } from "./zone.js";
import { plural, t } from "../strings/index.js";

const words = t.simulation;

export const skillText = (skill) => wordFor(words.skillNames, skill);
export const bayKindText = (kind) => wordFor(words.bayKinds, kind);

/** A figure in its own unit. */
export function figureText(metric, value) {
  if (isShare(metric)) return percentText(value, 1);
  return metric === "leadMinutes" ? words.dayCount(numberText(value / 1440, 1)) : durationText(value);
}

/** A difference with its sign; that of two shares is in points. */
function signed(metric, value) {
  const size = Math.abs(value);
  return `${value < 0 ? "−" : "+"}${isShare(metric) ? words.points(numberText(size * 100, 1)) : figureText(metric, size)}`;
}

/** Median and range in one line; of a difference with signs. */
export function bandText(metric, { median, low, high }, isDifference = false) {
  const text = (value) => (isDifference ? signed(metric, value) : figureText(metric, value));
  return words.mean(text(median), text(low), text(high));
}

/** By how much a figure changes, or that no change can be told from chance. */
export function differenceText(metric, band) {
  return band.low > 0 || band.high < 0 ? bandText(metric, band, true) : words.same;
}

/** A change as the sentence has it. `choices` name people and bays. */
export function changeText(change, { technicians, bays }) {
  const nameOf = (list, id) => list.find((one) => one.id === id)?.name ?? "";
  switch (change.kind) {
    case "block_capacity": return words.told.block_capacity(numberText(change.hoursPerDay, 1), skillText(change.skill));
    case "add_technician": return words.told.add_technician(plainList(change.skills.map(skillText)), numberText(change.hours, 1));
    case "remove_technician": return words.told.remove_technician(nameOf(technicians, change.technicianId));
    case "add_bay": return words.told.add_bay(bayKindText(change.bayKind));
    default: return words.told.remove_bay(nameOf(bays, change.bayId));
  }
}

/** What speaks against a change beside its figures: who would lose a place, what time is not to be had. */
export function costsOf({ displaced = [], unplacedMinutes = 0 }) {
  const lost = displaced.length > 0 && plural(displaced.length, words.displaced);
  return [lost, unplacedMinutes > 0 && words.unplaced(durationText(unplacedMinutes))].filter(Boolean);
}

/** What a change does, in one sentence: what it moves for certain, the good news first. */
export function comparisonText(changes, choices, { before, after, difference }) {
  const what = changes.length > 0 ? plainList(changes.map((change) => changeText(change, choices))) : words.told.nothing;
  const effects = movedBy(difference).map((metric) => {
    const way = difference[metric].median > 0 ? "more" : "less";
    return words.effects[metric][way](words.change(figureText(metric, before[metric].median), figureText(metric, after[metric].median)));
  });
  return words.with(what, effects.length > 0 ? plainList(effects) : words.noEffect);
}
