/** What a session's device is called: browser and system, as far as the browser tells them. Nothing that would single out a person. */

/** Kept in step with the release; the posture policy of a role may ask for at least a certain one. */
export const appVersion = "1.4.0";

const browsers = [
  ["Edge", /Edg(?:A|iOS)?\/(\d+)/], ["Opera", /OPR\/(\d+)/], ["Samsung Internet", /SamsungBrowser\/(\d+)/],
  ["Firefox", /(?:Firefox|FxiOS)\/(\d+)/], ["Chrome", /(?:Chrome|CriOS)\/(\d+)/], ["Safari", /Version\/(\d+).*Safari/],
];
const systems = [
  ["iOS", /(?:iPhone|iPad|iPod).*? OS (\d+(?:_\d+)*)/], ["Android", /Android (\d+(?:\.\d+)*)/],
  ["Windows", /Windows NT (\d+(?:\.\d+)*)/], ["ChromeOS", /CrOS \S+ (\d+(?:\.\d+)*)/],
  ["macOS", /Mac OS X (\d+(?:[._]\d+)*)/], ["Linux", /Linux()/],
];

const found = (table, agent) => {
  for (const [name, pattern] of table) {
    const match = pattern.exec(agent);
    if (match) return [name, match[1].replaceAll("_", ".")];
  }
  return ["", ""];
};

/** From a `User-Agent` header: browser, system and its version; empty where it does not tell. */
export function parsedAgent(agent) {
  const [browser] = found(browsers, agent);
  const [system, systemVersion] = found(systems, agent);
  return { browser, system, systemVersion };
}

const brandOf = (brands) => {
  const real = brands.map(({ brand }) => brand).filter((brand) => !/not.?a.?brand/i.test(brand));
  return (real.find((brand) => brand !== "Chromium") ?? real[0] ?? "").replace("Google Chrome", "Chrome").replace("Microsoft Edge", "Edge");
};

async function fromHints(hints) {
  const { platform = "", platformVersion = "" } = await hints.getHighEntropyValues(["platformVersion"]);
  return { browser: brandOf(hints.brands), system: platform, systemVersion: platformVersion };
}

/** The `device` of a request that opens or refreshes a session. */
export async function describedDevice({ userAgentData: hints, userAgent } = navigator) {
  const told = hints ? await fromHints(hints).catch(() => parsedAgent(userAgent)) : parsedAgent(userAgent);
  const { browser, system, systemVersion } = told;
  const given = { app: "web", appVersion, system: system || "unknown", systemVersion, name: [browser, system].filter(Boolean).join(" on ") };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== "").map(([key, value]) => [key, value.slice(0, 80)]));
}
