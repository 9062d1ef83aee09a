import { html } from "../../vendor/preact/preact.js";
import { t } from "../../strings/index.js";
import { Icon } from "./icon.js";

const looks = {
  booked: ["calendar-plus", "info"],
  checked_in: ["log-in", "caution"],
  started: ["wrench", "go"],
  completed: ["flag", ""],
  cancelled: ["ban", "stop"],
  no_show: ["calendar-x", "stop"],
};

/** A status as icon, word and colour, never colour alone. */
export function Status({ status }) {
  const [icon, tone] = looks[status] ?? ["info", "info"];
  return html`<span class=${`status tone-${tone}`}><${Icon} name=${icon} />${t.status[status] ?? status}</span>`;
}
