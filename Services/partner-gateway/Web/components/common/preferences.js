import { html, useState } from "../../vendor/preact/preact.js";
import { chooseLanguage, languages } from "../../model/languages.js";
import { chooseTheme, chosenTheme, nextTheme } from "../../model/theme.js";
import { t } from "../../strings/index.js";
import { Icon } from "./icon.js";
import { Menu } from "./menu.js";

const icons = { auto: "sun-moon", light: "sun", dark: "moon", contrast: "contrast" };

/** Changes the language of the page, which is read anew for it. */
function LanguageMenu() {
  const here = document.documentElement.lang;
  const items = Object.entries(languages).map(([value, text]) => ({ value, text, lang: value }));
  return html`<${Menu} label=${t.language} items=${items} value=${here} onChoose=${(tag) => tag !== here && chooseLanguage(tag)}>
    <${Icon} name="languages" /><span class="menu-value" aria-hidden="true">${here.toUpperCase()}</span>
  <//>`;
}

/** Goes round automatic, light, dark and high contrast and remembers the choice; automatic is what the system says. */
function ThemeButton() {
  const [theme, setTheme] = useState(chosenTheme);
  const next = nextTheme(theme);
  const change = () => {
    chooseTheme(next);
    setTheme(next);
  };
  const name = t.theme.button(t.theme[theme], t.theme[next]);
  return html`<button type="button" class="button button-plain button-icon theme-button" aria-label=${name} title=${name}
    onClick=${change}><${Icon} name=${icons[theme]} /></button>`;
}

/** Language and colours, at the end of every page's header. */
export const Preferences = () => html`<${LanguageMenu} /><${ThemeButton} />`;
