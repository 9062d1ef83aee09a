/** What a page holds that would be lost when its session is left; each is asked before. */
const questions = new Set();

/** Calls `question` before a session is left: false keeps it. Gives the function that stops it. */
export function onLeave(question) {
  questions.add(question);
  return () => questions.delete(question);
}

export const mayLeave = () => [...questions].every((question) => question());
