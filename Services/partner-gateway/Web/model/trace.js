/** W3C Trace Context (level 1): one trace a page view, a span of its own for each request, so that a service's trace begins here. */

const hex = (bytes) => Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) => byte.toString(16).padStart(2, "0")).join("");

const page = hex(16);

/** The `traceparent` of one request: version, trace, parent span, and the flag that it is recorded, which a service takes as it is given. */
export const traceparent = () => `00-${page}-${hex(8)}-01`;
