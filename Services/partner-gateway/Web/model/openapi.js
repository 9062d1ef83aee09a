/** An OpenAPI 3.1 document as lists to read. */

const methods = ["get", "post", "put", "patch", "delete"];
// What a service says about itself is for its own machine: the door has 404 for it.
const behindTheDoor = new Set(["/healthz", "/readyz", "/metrics"]);
const withoutScope = new Set(["/oauth/token", "/.well-known/jwks.json"]);

const isPartners = (path, operation) => withoutScope.has(path) || (operation["x-scopes"] ?? []).some((scope) => scope.startsWith("partner."));

function operationOf(method, path, operation) {
  const { summary = "", deprecated = false } = operation;
  return { method: method.toUpperCase(), path, summary, isDeprecated: deprecated, isPartners: isPartners(path, operation), operation };
}

/** What the door lets through: {own: a partner's operations, others, calls: what partners are called for}. */
export function operationsOf(document) {
  const all = Object.entries(document.paths ?? {})
    .filter(([path]) => !behindTheDoor.has(path))
    .sort(([a], [b]) => a.localeCompare(b))
    .flatMap(([path, item]) => methods.filter((name) => item[name]).map((name) => operationOf(name, path, item[name])));
  const calls = Object.entries(document.webhooks ?? {}).map(([name, { post }]) => operationOf("post", name, post));
  return { own: all.filter((one) => one.isPartners), others: all.filter((one) => !one.isPartners), calls };
}

/** The body of a request or an answer: {type, schema, example}, or null where it has none. */
export function bodyOf(part) {
  const [entry] = Object.entries(part?.content ?? {});
  return entry ? { type: entry[0], schema: entry[1].schema ?? {}, example: entry[1].example } : null;
}

/** The answers of an operation in order: [{status, description, body}]; bodies of problems, all alike, are left out. */
export function answersOf(operation) {
  // By text: numbers would come before ranges.
  return Object.entries(operation.responses ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)).map(([status, answer]) => {
    const body = bodyOf(answer);
    return { status, description: answer.description ?? "", body: body?.type === "application/problem+json" ? null : body };
  });
}
