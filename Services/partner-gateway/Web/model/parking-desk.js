import { serviceNames } from "./services.js";
import { staffCall } from "./staff.js";

/** How each service stands; a service that does not answer, or refuses the token because it lacks the keys yet, is undefined. */
export async function askAll(session, signal) {
  const answers = await Promise.allSettled(serviceNames.map((name) => staffCall(session, name, "/v1/ops/status", { signal })));
  const offline = answers.find(({ reason }) => reason?.slug === "offline");
  if (offline) throw offline.reason;
  return Object.fromEntries(serviceNames.map((name, index) => [name, answers[index].value]));
}

/** The causes of all parked messages over the services that have some, the largest first. */
export async function askGroups(session, round, signal) {
  const having = serviceNames.filter((name) => round[name]?.parked > 0);
  const lists = await Promise.all(
    having.map(async (service) => {
      const { items } = await staffCall(session, service, "/v1/ops/parked/groups", { signal });
      return items.map((group) => ({ ...group, service }));
    }),
  );
  return lists.flat().sort((a, b) => b.count - a.count || a.oldest.localeCompare(b.oldest));
}

/** What the messages of one row have in common, as the service asks for it. */
const causeOf = ({ error, type, reason }) => ({ error, type, reason });

/** What an operator does with parked messages; `say` hears what was done. */
export function parkingDesk(session, say) {
  const post = (service, path, body) => staffCall(session, service, `/v1/ops/parked/${path}`, { method: "POST", body });
  return {
    list: (group, cursor, signal) =>
      staffCall(session, group.service, "/v1/ops/parked", { query: { ...causeOf(group), limit: 20, cursor }, signal }),
    async settle(service, id, action, body) {
      const { count } = await post(service, `${id}/${action}`, body);
      say(action, count ?? 1);
    },
    async replayGroup(group) {
      const { count } = await post(group.service, "replay", causeOf(group));
      say("replay", count);
    },
  };
}
