import { fullDateText, readerZone, timeText } from "./zone.js";

/** Date and time in the reader's own zone: for what happened to an account, not in a workshop. */
export const momentText = (instant) => `${fullDateText(instant, readerZone)}, ${timeText(instant, readerZone)}`;
export const dateOnlyText = (instant) => fullDateText(instant, readerZone);
