import { html } from "../../vendor/preact/preact.js";
import { t } from "../../strings/index.js";
import { Icon } from "./icon.js";

const icons = { go: "circle-check", caution: "triangle-alert", stop: "circle-alert", info: "info", done: "flag" };

/** A word in the colour of its flag, with an icon so that it never rests on colour alone. */
export function Badge({ tone = "info", icon = icons[tone], boxed = false, children }) {
  return html`<span class=${`status tone-${tone} ${boxed ? "status-boxed" : ""}`}><${Icon} name=${icon} />${children}</span>`;
}

const looks = {
  booked: ["calendar-plus", "info"],
  checked_in: ["log-in", "caution"],
  started: ["wrench", "go"],
  completed: ["flag", "done"],
  cancelled: ["ban", "stop"],
  no_show: ["calendar-x", "stop"],
};

/** The status of an appointment as icon, word and colour. */
export function Status({ status }) {
  const [icon, tone] = looks[status] ?? ["info", "info"];
  return html`<${Badge} tone=${tone} icon=${icon}>${t.status[status] ?? status}<//>`;
}
