/** Roles and their permissions as the matrix edits them: [{role, permissions}]. */

const known = [
  "own", "jobs", "appointments", "catalogue", "customers", "campaigns", "analytics", "support", "ops", "identity",
  "partner.bookings", "partner.webhooks", "partner.usage",
];

/** Every permission there is, in the order of a visit and then as the service lists them; partners' are not given to people. */
export function permissionsOf({ items, permissions = [] }) {
  const all = new Set([...permissions, ...items.flatMap((role) => role.permissions)]);
  const ordered = [...known.filter((one) => all.has(one)), ...[...all].filter((one) => !known.includes(one))];
  return ordered.filter((one) => !one.startsWith("partner."));
}

export function toggledPermission(roles, role, permission) {
  const toggled = (list) => (list.includes(permission) ? list.filter((one) => one !== permission) : [...list, permission]);
  return roles.map((one) => (one.role === role ? { ...one, permissions: toggled(one.permissions) } : one));
}

/** The roles whose set of permissions differs from before. */
export function changedRoles(before, after) {
  const key = ({ permissions }) => [...permissions].sort().join(" ");
  return after.filter((role) => key(role) !== key(before.find((one) => one.role === role.role) ?? { permissions: [] }));
}
