/** W3C Trace Context (level 1): one trace a page view, a span of its own for each request, so that a service's trace begins here. */

const hex = (bytes) => Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) => byte.toString(16).padStart(2, "0")).join("");

/** Of the page views, the share whose traces are recorded; a service takes the flag as its callers give it. */
const recorded = 1;

/** What tells one page view from another; `random` decides whether it is recorded. */
export function pageTrace(random = Math.random) {
  return { id: hex(16), flags: random() < recorded ? "01" : "00" };
}

const page = pageTrace();

/** The `traceparent` of one request: version, trace, parent span, flags. An id of zeros only is not allowed. */
export function traceparent(trace = page) {
  return `00-${trace.id}-${hex(8)}-${trace.flags}`;
}

/** The trace of this page view, for a report of what went wrong. */
export const traceID = page.id;
