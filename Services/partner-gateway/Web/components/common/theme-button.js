import { html, useState } from "../../vendor/preact/preact.js";
import { chooseTheme, chosenTheme, nextTheme } from "../../model/theme.js";
import { t } from "../../strings/index.js";
import { Icon } from "./icon.js";

const icons = { auto: "sun-moon", light: "sun", dark: "moon", contrast: "contrast" };

/** Goes round automatic, light, dark and high contrast and remembers the choice; automatic is what the system says. */
export function ThemeButton() {
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
