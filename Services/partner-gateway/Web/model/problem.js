/** An answer that is not a success, as one error type. `slug` is stable (RFC 9457 `urn:pitcrew:problem:<slug>`). */
export class Problem extends Error {
  constructor({ status = 0, slug, title = "", detail = "", errors = [], extensions = {}, retryAfter = null }) {
    super(detail || title || slug);
    Object.assign(this, { status, slug, title, detail, errors, extensions, retryAfter });
  }

  /** The request did not reach the service, or the service is busy: trying again later is sensible. */
  get isPassing() {
    return this.status === 0 || this.status === 429 || this.status >= 502;
  }

  /** The rule a field broke, by the field's path in the request body. */
  ruleFor(field) {
    return this.errors.find((violation) => violation.field === field)?.rule ?? null;
  }
}

const known = new Set(["type", "status", "title", "detail", "instance", "errors"]);

/** Reads a failed response. A body that is no problem document (a proxy's page) still becomes a Problem. */
export async function problemOf(response) {
  const retryAfter = Number.parseInt(response.headers.get("Retry-After") ?? "", 10) || null;
  let body = null;
  try {
    body = JSON.parse(await response.text());
  } catch {
    /* not a problem document */
  }
  if (body === null || typeof body !== "object") {
    return new Problem({ status: response.status, slug: `http-${response.status}`, retryAfter });
  }
  const extensions = Object.fromEntries(Object.entries(body).filter(([key]) => !known.has(key)));
  return new Problem({
    status: response.status,
    slug: String(body.type ?? "").split(":").pop() || `http-${response.status}`,
    title: body.title ?? "",
    detail: body.detail ?? "",
    errors: Array.isArray(body.errors) ? body.errors : [],
    extensions,
    retryAfter,
  });
}
