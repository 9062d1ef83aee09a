import { html, useState } from "../../vendor/preact/preact.js";
import { t } from "../../strings/index.js";
import { Icon } from "./icon.js";

function shown() {
  const chosen = document.documentElement.dataset.theme;
  if (chosen) return chosen;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

/** Switches between light and dark and remembers it; until used, the system decides. */
export function ThemeButton() {
  const [theme, setTheme] = useState(shown);
  const other = theme === "dark" ? "light" : "dark";
  const change = () => {
    document.documentElement.dataset.theme = other;
    localStorage.setItem("pitcrew.theme", other);
    setTheme(other);
  };
  const name = t.theme.switchTo(t.theme[other].toLowerCase());
  return html`<button type="button" class="button button-plain button-icon" aria-label=${name} title=${name} onClick=${change}>
    <${Icon} name=${other === "dark" ? "moon" : "sun"} />
  </button>`;
}
