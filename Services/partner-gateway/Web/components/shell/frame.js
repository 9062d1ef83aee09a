import { html } from "../../vendor/preact/preact.js";
import { firstPage } from "../../model/navigation.js";
import { PageFrame } from "../common/page-frame.js";
import { AccountMenu, Navigation } from "./account-menu.js";

/** One frame for all roles: the role's pages beside the brand, the account at the end. Staff's is dense. */
export function Frame({ session, page, dense, children }) {
  return html`<${PageFrame} home=${session ? firstPage(session) : "/"} class=${`top-app ${dense ? "dense" : ""}`}
    nav=${session && html`<${Navigation} session=${session} page=${page} class="nav-top" />`}
    after=${session && html`<${AccountMenu} session=${session} page=${page} />`}>${children}<//>`;
}
