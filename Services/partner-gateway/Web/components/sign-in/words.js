import { t } from "../../strings/index.js";
import { problemText } from "../common/notice.js";

const words = t.shell.enter;

/** Why somebody was not let in, and what to do; a posture policy's reason is told with it. */
export function entryText(problem, own = {}) {
  const reason = words.reasons[problem.extensions?.reason];
  return [own[problem.status] ?? words.problems[problem.slug] ?? problemText(problem), reason].filter(Boolean).join(" ");
}
