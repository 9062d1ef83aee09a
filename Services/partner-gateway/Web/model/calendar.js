/** One appointment as an iCalendar file (RFC 5545): CRLF, folded at 75 octets, times in UTC. */
export function calendarFile(appointment, { summary, description, manageUrl }, now = new Date()) {
  const stamp = (instant) => new Date(instant).toISOString().replace(/[-:]|\.\d{3}/g, "");
  const escape = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n");
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Pitcrew//Booking//EN",
    "METHOD:PUBLISH",
    "BEGIN:VEVENT",
    `UID:${appointment.id}@pitcrew`,
    `SEQUENCE:${appointment.version}`,
    `DTSTAMP:${stamp(now)}`,
    `DTSTART:${stamp(appointment.start)}`,
    `DTEND:${stamp(appointment.end)}`,
    `SUMMARY:${escape(summary)}`,
    `LOCATION:${escape(`${appointment.workshop.name}, ${appointment.workshop.address ?? ""}`)}`,
    `DESCRIPTION:${escape(description)}`,
    ...(manageUrl ? [`URL:${manageUrl}`] : []),
    "END:VEVENT",
    "END:VCALENDAR",
  ];
  return lines.map(folded).join("\r\n") + "\r\n";
}

function folded(line) {
  const encoder = new TextEncoder();
  const pieces = [""];
  let width = 0;
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (width + size > (pieces.length === 1 ? 75 : 74)) {
      pieces.push("");
      width = 0;
    }
    pieces[pieces.length - 1] += character;
    width += size;
  }
  return pieces.join("\r\n ");
}

/** Hands the reader a file made here. */
export function saveFile(name, type, content) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const anchor = Object.assign(document.createElement("a"), { href: address, download: name });
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** A route planner's address that phones open in their map application. */
export function directionsTo(workshop) {
  const destination = [workshop.name, workshop.address].filter(Boolean).join(", ");
  return `https://www.google.com/maps/dir/?${new URLSearchParams({ api: "1", destination })}`;
}

/** The token in a customer's link: the whole fragment, or its `token` or `t` parameter. */
export function tokenInFragment(fragment) {
  const text = fragment.replace(/^#/, "");
  if (!text.includes("=")) return text || null;
  const parameters = new URLSearchParams(text);
  return parameters.get("token") ?? parameters.get("t") ?? (/^[\w.~-]+=*$/.test(text) ? text : null);
}
