import { t } from "../../strings/index.js";
import { problemText } from "../common/notice.js";

const words = t.shell.enter;

/** Why somebody was not let in, and what to do; `own` are a form's words, by the problem's name or its status. */
export const entryText = (problem, own = {}) =>
  own[problem.slug] ?? own[problem.status] ?? words.problems[problem.slug] ?? problemText(problem);
