import { html, useEffect, useState } from "../../vendor/preact/preact.js";
import { currentSession, endSession, maySee, onSessionChange } from "../../model/session.js";
import { t } from "../../strings/index.js";
import { Brand } from "./brand.js";
import { Icon } from "./icon.js";
import { Offline } from "./offline.js";
import { Skip } from "./skip.js";
import { SignIn } from "./sign-in.js";
import { ThemeButton } from "./theme-button.js";

const pages = [
  ["board", "appointments"],
  ["customer", "customers"],
  ["analytics", "analytics"],
  ["operations", "ops"],
];

function Navigation({ session, current }) {
  const seen = pages.filter(([, scope]) => maySee(session, scope));
  return html`<nav class="nav" aria-label=${t.nav.label}>
    ${seen.map(([page]) => html`<a key=${page} href=${`/${page}`} aria-current=${page === current ? "page" : undefined}>
      ${t.nav[page]}</a>`)}
  </nav>`;
}

function NoPermission({ session }) {
  return html`<main id="main" class="page"><div class="empty">
    <h1>${t.permission.title}</h1><p>${t.permission.text(session.role)}</p>
  </div></main>`;
}

/** The frame of every staff page: sign-in when there is no session, navigation by role, no-permission when it lacks the scope. */
export function StaffPage({ page, children }) {
  const [session, setSession] = useState(() => currentSession());
  useEffect(() => onSessionChange(() => setSession(currentSession())), []);
  const scope = pages.find(([name]) => name === page)[1];
  const body = () => {
    if (!session) return html`<${SignIn} />`;
    return maySee(session, scope) ? children(session) : html`<${NoPermission} session=${session} />`;
  };
  return html`<${Skip} /><${Offline} />
    <header class="top top-staff dense">
      <${Brand} href="/board" />
      ${session && html`<${Navigation} session=${session} current=${page} />`}
      <div class="top-end">
        ${session && html`<span class="who">${session.name}</span>`}
        <${ThemeButton} />
        ${session && html`<button type="button" class="button button-plain button-icon" aria-label=${t.nav.signOut}
          title=${t.nav.signOut} onClick=${endSession}><${Icon} name="log-out" /></button>`}
      </div>
    </header>
    ${body()}`;
}
