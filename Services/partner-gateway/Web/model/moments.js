import { fullDateText, timeText } from "./zone.js";

const readerZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Date and time in the reader's own zone: for what happened to an account, not in a workshop. */
export const momentText = (instant) => `${fullDateText(instant, readerZone)}, ${timeText(instant, readerZone)}`;
export const dateOnlyText = (instant) => fullDateText(instant, readerZone);
