import { html } from "../../vendor/preact/preact.js";
import { chooseLanguage, languages } from "../../model/languages.js";
import { t } from "../../strings/index.js";
import { Icon } from "./icon.js";
import { Menu } from "./menu.js";

/** Changes the language of the page, which is read anew for it. */
export function LanguageMenu() {
  const here = document.documentElement.lang;
  const items = Object.entries(languages).map(([value, text]) => ({ value, text, lang: value }));
  return html`<${Menu} label=${t.language} items=${items} value=${here} onChoose=${(tag) => tag !== here && chooseLanguage(tag)}>
    <${Icon} name="languages" /><span class="menu-value" aria-hidden="true">${here.toUpperCase()}</span>
  <//>`;
}
