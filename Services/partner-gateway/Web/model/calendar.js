/** Hands the reader a file made here. */
export function saveFile(name, type, content) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const anchor = Object.assign(document.createElement("a"), { href: address, download: name });
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/**
 * A route planner's address that phones open in their map application: Apple's there, else Google's, which every other system opens. A
 * `geo:` URI needs coordinates.
 */
export function directionsTo(workshop, agent = navigator.userAgent) {
  const destination = [workshop.name, workshop.address].filter(Boolean).join(", ");
  if (/iPhone|iPad|Macintosh/.test(agent)) return `https://maps.apple.com/?${new URLSearchParams({ daddr: destination })}`;
  return `https://www.google.com/maps/dir/?${new URLSearchParams({ api: "1", destination })}`;
}

/** A feed's address as systems hand it to a calendar that subscribes. */
export const subscriptionTo = (url) => url.replace(/^https?:/, "webcal:");

/** The token in a customer's link: the whole fragment, or its `token` or `t` parameter. */
export function tokenInFragment(fragment) {
  const text = fragment.replace(/^#/, "");
  if (!text.includes("=")) return text || null;
  const parameters = new URLSearchParams(text);
  return parameters.get("token") ?? parameters.get("t") ?? (/^[\w.~-]+=*$/.test(text) ? text : null);
}
