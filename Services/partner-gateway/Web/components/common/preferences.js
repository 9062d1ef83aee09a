import { html } from "../../vendor/preact/preact.js";
import { LanguageMenu } from "./language-menu.js";
import { ThemeButton } from "./theme-button.js";

/** Language and colours, at the end of every page's header. */
export const Preferences = () => html`<${LanguageMenu} /><${ThemeButton} />`;
