import { html } from "../../vendor/preact/preact.js";
import { Icon } from "./icon.js";

const icons = { go: "circle-check", caution: "triangle-alert", stop: "circle-alert", info: "info", done: "flag" };

/** A word in the colour of its flag, with an icon so that it never rests on colour alone. */
export function Badge({ tone = "info", icon = icons[tone], boxed = false, children }) {
  return html`<span class=${`status tone-${tone} ${boxed ? "status-boxed" : ""}`}><${Icon} name=${icon} />${children}</span>`;
}
