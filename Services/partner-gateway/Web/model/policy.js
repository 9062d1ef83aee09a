import { plural, t } from "../strings/index.js";
import { moneyText } from "./figures.js";
import { whenText } from "./zone.js";

const changes = ["move", "cancel"];

/** What one kind of change meets with, in a sentence; null where there is nothing to tell. */
function sentenceOf(name, change, zone) {
  const words = t.booking.policy[name];
  if (change.refusal === "too-many-moves") return words.noMore;
  if (change.refusal) return words.over;
  if (change.costsNow) return words.costs(moneyText(change.costsNow), whenText(change.possibleUntil, zone));
  return change.fee ? words.later(whenText(change.freeUntil, zone), moneyText(change.fee)) : words.free(whenText(change.freeUntil, zone));
}

const sameTerms = (a, b) => ["freeUntil", "refusal"].every((key) => a[key] === b[key]) && !a.fee && !b.fee;

/** Until when what is free, what it costs after, and how often one may still move: sentences for an appointment's customer. */
export function policySentences(policy, zone) {
  const { move, cancel, movesLeft = null } = policy;
  if (!move || !cancel) return policy.canChange || policy.canCancel ? [t.booking.policyUntil(whenText(policy.until, zone))] : [t.booking.policyOver];
  const both = sameTerms(move, cancel);
  const said = both
    ? [move.refusal ? t.booking.policyOver : t.booking.policyUntil(whenText(move.freeUntil, zone))]
    : changes.map((name) => sentenceOf(name, policy[name], zone));
  return movesLeft > 0 && !move.refusal ? [...said, plural(movesLeft, t.booking.policy.movesLeft)] : said;
}

/** Which kinds of change the workshop may be asked for: what the policy refuses. None while a request waits. */
export function askable({ status, policy, exception }) {
  if (status !== "booked" || exception?.status === "pending") return [];
  return changes.filter((name) => policy?.[name]?.refusal && policy[name].mayAsk);
}

/** The reasons a customer may give for a change, in the order of our words; those a policy allows, where it says. */
export function reasonsFor(change) {
  const known = Object.keys(t.booking.ask.reasons);
  const allowed = change?.reasons;
  return allowed ? [...known.filter((key) => allowed.includes(key)), ...allowed.filter((key) => !known.includes(key))] : known;
}
