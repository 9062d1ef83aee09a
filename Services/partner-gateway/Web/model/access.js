/** Roles and their permissions as the matrix edits them: [{role, permissions, possible}]; and what a role asks of devices. */

/** Every permission that some role has or could be allowed, in the order given; one that is not in it stands last. */
export function permissionsOf({ items }, order) {
  const all = new Set(items.flatMap(({ permissions, possible }) => [...permissions, ...possible]));
  return [...order.filter((one) => all.has(one)), ...[...all].filter((one) => !order.includes(one))];
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

/** `{"Android": "12", "iOS": "16"}` as "Android 12, iOS 16"; empty where no system is named. */
export const systemsText = (versions) => Object.entries(versions ?? {}).map(([name, version]) => `${name} ${version}`).join(", ");

/** The systems of such a text; null where a part of it is not a name and a version. */
export function systemsOf(text) {
  const parts = text.split(/[,،;]/).map((part) => part.trim()).filter(Boolean);
  const pairs = parts.map((part) => /^(\S.*?)\s+(\d+(?:\.\d+)*)$/.exec(part));
  return pairs.includes(null) ? null : Object.fromEntries(pairs.map(([, name, version]) => [name, version]));
}

/** The policy as it is sent: what is not demanded is left out. */
export function policyOf({ appVersion, systems, requiresUserVerification, requiresDeviceKey }) {
  const versions = systemsOf(systems) ?? {};
  return {
    ...(appVersion.trim() ? { minimumAppVersion: appVersion.trim() } : {}),
    ...(Object.keys(versions).length > 0 ? { minimumSystemVersions: versions } : {}),
    requiresUserVerification, requiresDeviceKey,
  };
}
