/** An OpenAPI 3.1 document as a list to read. */

const methods = ["get", "post", "put", "patch", "delete"];

/** The operations of a document by tag: [[tag, [{method, path, summary, isDeprecated}]]]; what has no tag stands last, under "". */
export function operationsOf(document) {
  const groups = new Map();
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const method of methods.filter((name) => item[name])) {
      const { tags = [""], summary = "", deprecated = false } = item[method];
      const tag = tags[0] ?? "";
      groups.set(tag, [...(groups.get(tag) ?? []), { method: method.toUpperCase(), path, summary, isDeprecated: deprecated }]);
    }
  }
  return [...groups].sort(([a], [b]) => (a === "") - (b === "") || a.localeCompare(b));
}
