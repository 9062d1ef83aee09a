import { html, useState } from "../../vendor/preact/preact.js";
import { safeReturn } from "../../model/navigation.js";
import { arePossible } from "../../model/passkeys.js";
import { t } from "../../strings/index.js";
import { Notice } from "../common/notice.js";
import { AddressForm, CodeForm } from "./code-form.js";
import { PasskeyButton } from "./passkey-button.js";
import { PasswordForm } from "./password-form.js";
import { Providers } from "./providers.js";
import { entryText } from "./words.js";

const words = t.shell.enter;

function CustomerWays() {
  const [sent, setSent] = useState(null);
  if (sent) return html`<${CodeForm} sent=${sent} onSent=${setSent} onBack=${() => setSent(null)} />`;
  return html`<${PasskeyButton} autofill />
    ${arePossible() && html`<p class="enter-or"><span>${words.or}</span></p>`}
    <${AddressForm} onSent=${setSent} main=${!arePossible()} />`;
}

function StaffWays({ back, elsewhere, proving }) {
  return html`<${PasskeyButton} />
    <${Providers} back=${back} elsewhere=${elsewhere} anew=${proving} />
    <details class="enter-other" open=${!arePossible()}>
      <summary>${words.withPassword}</summary>
      <${PasswordForm} />
    </details>`;
}

/**
 * All ways in: passkey first, then a code by e-mail for customers, a provider or a password for staff. `within` a page or a dialog;
 * `proving` by who is in already.
 */
export function SignIn({ staff: asStaff = false, within = "page", proving = false, problem = null, back }) {
  const [staff, setStaff] = useState(asStaff);
  const isPage = within === "page";
  const way = back ?? safeReturn(location.pathname + location.search) ?? "/sign-in";
  return html`<div class="enter">
    ${isPage && html`<div class="enter-head"><h1>${words.title}</h1><p>${staff ? words.staffLead : words.customerLead}</p></div>`}
    ${problem && html`<${Notice} tone="stop"><p>${entryText(problem)}</p><//>`}
    ${staff
      ? html`<${StaffWays} back=${isPage ? way : "/sign-in?then=close"} elsewhere=${!isPage} proving=${proving} />`
      : html`<${CustomerWays} />`}
    ${isPage && html`<p class="enter-switch">${staff ? words.forCustomers : words.forStaff}${" "}
      <button type="button" class="link" onClick=${() => setStaff(!staff)}>${staff ? words.toCustomers : words.toStaff}</button></p>`}
  </div>`;
}
