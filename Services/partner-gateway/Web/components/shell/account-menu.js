import { html } from "../../vendor/preact/preact.js";
import { mayLeave } from "../../model/leaving.js";
import { pagesFor, pathOf } from "../../model/navigation.js";
import { signOut } from "../../model/renewal.js";
import { roleName } from "../../model/words.js";
import { t } from "../../strings/index.js";
import { Icon } from "../common/icon.js";

const words = t.shell;

/** The pages a session may see; on a narrow screen they stand in the menu instead of the header. */
export function Navigation({ session, page, class: extra = "" }) {
  return html`<nav class=${`nav ${extra}`} aria-label=${words.pages}>
    ${pagesFor(session).map(({ name }) => html`<a key=${name} href=${pathOf(name)}
      aria-current=${name === page ? "page" : undefined}>${words.nav[name]}</a>`)}
  </nav>`;
}

/** Closes the menu by Esc even where a page listens for that key itself, and gives the focus back. */
function closeByKey(event) {
  if (event.key !== "Escape") return;
  event.stopPropagation();
  event.currentTarget.hidePopover();
  document.querySelector('[popovertarget="account-menu"]').focus();
}

/** Name, role, pages, account and the way out; the browser's own popover closes outside. */
export function AccountMenu({ session, page }) {
  return html`<button type="button" class="button button-plain account-button" popovertarget="account-menu"
      aria-label=${words.account(session.name)}>
      <${Icon} name="menu" /><span class="who">${session.name}</span><${Icon} name="chevron-down" /></button>
    <div id="account-menu" class="account-menu" popover="auto" onKeyDown=${closeByKey}>
      <p class="account-who"><b>${session.name}</b><span>${roleName(session.role)}</span></p>
      <${Navigation} session=${session} page=${page} class="nav-menu" />
      <div class="account-rows">
        <a href="/account" aria-current=${page === "account" ? "page" : undefined}><${Icon} name="circle-user" />${words.nav.account}</a>
        <button type="button" onClick=${() => mayLeave() && signOut()}><${Icon} name="log-out" />${words.signOut}</button>
      </div>
    </div>`;
}
