import { locale } from "./languages.js";

/** Money as the contract has it: minor units and an ISO 4217 code. */
export function moneyText(money, { whole = false } = {}) {
  if (!money) return "";
  const formatter = new Intl.NumberFormat(locale, { style: "currency", currency: money.currency });
  const digits = formatter.resolvedOptions().maximumFractionDigits;
  const value = money.amount / 10 ** digits;
  if (!whole) return formatter.format(value);
  return new Intl.NumberFormat(locale, { style: "currency", currency: money.currency, maximumFractionDigits: 0 }).format(value);
}

/** The sum of prices in one currency; null for none. */
export function totalOf(prices) {
  if (prices.length === 0) return null;
  return { amount: prices.reduce((sum, { amount }) => sum + amount, 0), currency: prices[0].currency };
}

export const numberText = (value, digits = 0) =>
  new Intl.NumberFormat(locale, { maximumFractionDigits: digits, minimumFractionDigits: 0 }).format(value);

export const percentText = (ratio, digits = 0) =>
  new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: digits }).format(ratio);
