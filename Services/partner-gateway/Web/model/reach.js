import { digitsOf } from "./digits.js";

const separators = /[\s().\-/\u00a0]/g;

/** A number in its international form (E.164) out of what people write; null for anything else, also for one without its country. */
export function phoneOf(text) {
  const plain = text.normalize("NFKC").replace(separators, "").replace(/^00/, "+");
  const digits = digitsOf(plain.slice(1));
  const isNumber = plain.startsWith("+") && digits.length === plain.length - 1 && /^[1-9][0-9]{6,14}$/.test(digits);
  return isNumber ? `+${digits}` : null;
}

/** How somebody is reached who typed this: {channel, address}; what has an at sign is a mail address, and the service judges it. */
export function reachOf(text) {
  const given = text.trim();
  if (given.includes("@")) return { channel: "email", address: given };
  const number = phoneOf(given);
  return number && { channel: "sms", address: number };
}
