import { html } from "../../vendor/preact/preact.js";
import { t } from "../../strings/index.js";
import { Badge } from "./badge.js";

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
