/** Which pages there are and who sees them: data, so that the shell, the first page after sign-in and the tests agree. */

/** Staff's and customers' pages in the order of the menu: name, the permission it takes, and whose it is where not everybody's who has that. */
export const pages = [
  { name: "board", scope: "appointments" },
  { name: "check-in", scope: "appointments" },
  { name: "exceptions", scope: "appointments" },
  { name: "jobs", scope: "jobs" },
  { name: "customer", scope: "customers" },
  { name: "analytics", scope: "analytics" },
  { name: "what-if", scope: "appointments", roles: ["manager", "operator"] },
  { name: "support", scope: "support" },
  { name: "operations", scope: "ops" },
  { name: "access", scope: "identity" },
  { name: "my", scope: "own" },
  { name: "book", scope: "own" },
];

/** A page's address: its name, but booking is the front page. */
export const pathOf = (name) => (name === "book" ? "/" : `/${name}`);

/** Where each role begins its day. */
const first = {
  customer: "my", technician: "jobs", advisor: "board", manager: "board", marketer: "customer", support: "support", operator: "operations",
};

export const scopeOf = (name) => pages.find((page) => page.name === name)?.scope ?? null;

const isFor = ({ scope, roles }, session) => session.scopes.includes(scope) && (!roles || roles.includes(session.role));

/** The pages a session may see, the most telling first. */
export const pagesFor = (session) => pages.filter((page) => isFor(page, session));

/** Whether a session may see a page; one that is not listed is there for everybody. */
export const mayOpen = (session, name) => pages.every((page) => page.name !== name || isFor(page, session));

/**
 * The page after sign-in: the role's own if it may see it, else the first it may see, else its account. A session that must prove more
 * first is told so on its role's own.
 */
export function firstPage(session) {
  if (session.stepUp && first[session.role]) return pathOf(first[session.role]);
  const seen = pagesFor(session).map(({ name }) => name);
  const own = first[session.role];
  return pathOf(seen.includes(own) ? own : (seen[0] ?? "account"));
}

/** Where to go back to: a path of this site only; anything else (another site, a protocol) is not followed. */
export function safeReturn(text, origin = location.origin) {
  if (!text || !text.startsWith("/") || /[\\\u0000-\u001f]/.test(text)) return null;
  const address = URL.parse ? URL.parse(text, origin) : new URL(text, origin);
  if (!address || address.origin !== origin || address.pathname === "/sign-in") return null;
  // What is left of `/.//elsewhere` would name another site.
  if (address.pathname.startsWith("//") || address.pathname.startsWith("/api/")) return null;
  return address.pathname + address.search + address.hash;
}
