/** JSON Schemas of an OpenAPI document as a flat list of members. */

/** The schema without references: those it is made of are laid over one another. `null` beside something else is left out. */
function resolved(document, schema) {
  if (schema.$ref) {
    const { $ref, ...beside } = schema;
    return { ...resolved(document, document.components?.schemas?.[$ref.split("/").at(-1)] ?? {}), ...beside };
  }
  if (schema.allOf) {
    return schema.allOf.map((part) => resolved(document, part)).reduce((whole, part) => ({ ...whole, ...part,
      properties: merged(whole.properties, part.properties), required: [...(whole.required ?? []), ...(part.required ?? [])] }), {});
  }
  const { anyOf, ...beside } = schema;
  const real = anyOf?.filter(({ type }) => type !== "null");
  return real?.length === 1 ? { ...resolved(document, real[0]), ...beside } : schema;
}

function merged(first = {}, second = {}) {
  const names = new Set([...Object.keys(first), ...Object.keys(second)]);
  return Object.fromEntries([...names].map((name) => [name, { ...first[name], ...second[name] }]));
}

/** `string`, `uuid`, `"a" | "b"`, `object[]`. */
export function typeText(document, schema) {
  const { type, format, items, enum: values, const: only, properties, anyOf, oneOf } = resolved(document, schema);
  if (only !== undefined) return JSON.stringify(only);
  if (values) return values.map((value) => JSON.stringify(value)).join(" | ");
  if (type === "array") return `${typeText(document, items ?? {})}[]`;
  if (anyOf || oneOf) return (anyOf ?? oneOf).map((one) => typeText(document, one)).join(" | ");
  return (type === "string" && format) || type || (properties ? "object" : "any");
}

/** The name of the definition that a schema, or each of a list's, refers to. */
function referenceOf({ $ref, items, anyOf = [] }) {
  return $ref ?? (items && referenceOf(items)) ?? anyOf.map(referenceOf).find(Boolean);
}

/** The members of an object's schema, those within under `outer.inner`: [{name, type, isRequired, description}]. */
export function membersOf(document, schema, prefix = "", above = []) {
  const { properties = {}, required = [], items } = resolved(document, schema);
  if (items) return membersOf(document, items, prefix, above);
  return Object.entries(properties).flatMap(([name, member]) => {
    const path = prefix ? `${prefix}.${name}` : name;
    const [whole, reference] = [resolved(document, member), referenceOf(member)];
    const row = { name: path, type: typeText(document, member), isRequired: required.includes(name), description: whole.description ?? "" };
    // What is made of itself is told once.
    return [row, ...(reference && above.includes(reference) ? [] : membersOf(document, whole, path, [...above, reference].filter(Boolean)))];
  });
}
