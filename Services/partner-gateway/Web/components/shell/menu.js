import { html } from "../../vendor/preact/preact.js";
import { pagesFor, pathOf } from "../../model/navigation.js";
import { signOut } from "../../model/renewal.js";
import { t } from "../../strings/index.js";
import { Icon } from "../common/icon.js";
import { ThemeButton } from "../common/theme-button.js";

const words = t.shell;

/** The pages a session may see; on a narrow screen they stand in the menu instead of the header. */
export function Navigation({ session, page, class: extra = "" }) {
  return html`<nav class=${`nav ${extra}`} aria-label=${words.pages}>
    ${pagesFor(session).map(({ name }) => html`<a key=${name} href=${pathOf(name)}
      aria-current=${name === page ? "page" : undefined}>${words.nav[name]}</a>`)}
  </nav>`;
}

/** Name, role, account, theme and the way out; the browser's own popover closes on Esc and outside. */
export function Menu({ session, page }) {
  return html`<button type="button" class="button button-plain menu-button" popovertarget="menu" aria-label=${words.account(session.name)}>
      <${Icon} name="menu" /><span class="who">${session.name}</span><${Icon} name="chevron-down" /></button>
    <div id="menu" class="menu" popover="auto">
      <p class="menu-who"><b>${session.name}</b><span>${words.roles[session.role] ?? session.role}</span></p>
      <${Navigation} session=${session} page=${page} class="nav-menu" />
      <div class="menu-rows">
        <a href="/account" aria-current=${page === "account" ? "page" : undefined}><${Icon} name="circle-user" />${words.nav.account}</a>
        <button type="button" onClick=${signOut}><${Icon} name="log-out" />${words.signOut}</button>
      </div>
    </div>`;
}

/** What stands at the end of the header: theme, and who is signed in. */
export function HeaderEnd({ session, page }) {
  return html`<div class="top-end"><${ThemeButton} />${session && html`<${Menu} session=${session} page=${page} />`}</div>`;
}
