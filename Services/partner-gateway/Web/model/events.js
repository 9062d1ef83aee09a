/**
 * Server-sent events as the HTML standard parses them (section 9.2.6), fed with pieces of text.
 * `feed` gives the events that the piece completed.
 */
export function eventParser() {
  let rest = "";
  let type = "";
  let data = [];
  let lastID = "";

  function take(line, out) {
    if (line === "") {
      if (data.length > 0) out.push({ type: type || "message", data: data.join("\n"), id: lastID });
      type = "";
      data = [];
      return;
    }
    if (line.startsWith(":")) return;
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "event") type = value;
    else if (field === "data") data.push(value);
    else if (field === "id" && !value.includes("\0")) lastID = value;
  }

  return {
    feed(text) {
      const out = [];
      rest += text;
      // A lone CR at the end may be half of a CRLF: keep it for the next piece.
      for (;;) {
        const end = rest.search(/\r\n|\n|\r(?!$)/);
        if (end < 0) return out;
        const width = rest.startsWith("\r\n", end) ? 2 : 1;
        take(rest.slice(0, end), out);
        rest = rest.slice(end + width);
      }
    },
  };
}
