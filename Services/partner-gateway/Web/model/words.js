const language = () => document.documentElement.lang || "en";

/** "oil, brakes and tyres" in the page's language. */
export const plainList = (words) => new Intl.ListFormat(language()).format(words);

/** "Oil, brakes" without an "and", for tight places. */
export const tightList = (words) => words.join(", ");
