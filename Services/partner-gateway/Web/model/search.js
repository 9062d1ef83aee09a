/** What is typed to find something, compared as people mean it: case, accents and the spellings of a letter do not count. */

const marks = /\p{M}|\u0640/gu;
/** "the", "and the", "for the", written on to an Arabic word. */
const article = /^(?:و?ال|لل)(?=..)/u;
/** Shorter words stand at the beginning of another only: "oil" is not in "coil". */
const short = 3;

const plain = (text) => text.toLowerCase().normalize("NFKD").replace(marks, "").replaceAll("ß", "ss").replaceAll("ى", "ي").replaceAll("ة", "ه");

/** The words of a text, without what a reader may write either way. */
export const wordsIn = (text) => plain(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean).map((word) => word.replace(article, ""));

/** "oel" and "öl" are the same word. */
const spellings = (word) => [word, word.replace(/([aou])e/g, "$1")];

const holds = (words, typed) =>
  spellings(typed).some((one) => words.some((word) => (one.length > short ? word.includes(one) : word.startsWith(one))));

/**
 * The items whose text (`textOf`) holds every word typed; all of them when nothing is typed. A word of three letters or less
 * counts where another begins with it.
 */
export function matching(items, typed, textOf) {
  const wanted = wordsIn(typed);
  if (wanted.length === 0) return items;
  return items.filter((item) => {
    const words = wordsIn(textOf(item));
    return wanted.every((word) => holds(words, word));
  });
}
