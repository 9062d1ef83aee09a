import { html, useState } from "../../vendor/preact/preact.js";
import { readDay, shownDay } from "../../model/dates.js";
import { t } from "../../strings/index.js";
import { Button } from "./button.js";
import { Dialog } from "./dialog.js";
import { Field } from "./field.js";
import { OnDemand } from "./on-demand.js";

const calendar = () => import("./calendar-grid.js");

/**
 * A day, typed as the reader's country writes it or picked from a calendar. `value`, `min`, `max` and `today` are "YYYY-MM-DD";
 * `onChange` gets one too, or "" for none. Hint and error as for a field.
 */
export function DatePicker({ id, label, value, today, min, max, error, onChange, ...rest }) {
  const [typed, setTyped] = useState(null);
  const [open, setOpen] = useState(false);
  const settle = () => {
    if (typed === null) return;
    const day = typed.trim() === "" ? "" : readDay(typed);
    if (day === null || (day && ((min && day < min) || (max && day > max)))) return;
    setTyped(null);
    onChange(day);
  };
  const choose = (day) => {
    setTyped(null);
    setOpen(false);
    onChange(day);
  };
  const wrong = typed !== null && typed.trim() !== "" && readDay(typed) === null ? t.rules.date(shownDay(today)) : undefined;
  return html`<div class="date-picker">
    <${Field} id=${id} label=${label} inputmode="numeric" autocomplete="off" value=${typed ?? shownDay(value)}
      error=${error ?? wrong} onInput=${(event) => setTyped(event.target.value)} onBlur=${settle} ...${rest} />
    <${Button} icon="calendar" name=${t.dates.open} aria-haspopup="dialog" onClick=${() => setOpen(true)} />
    ${open && html`<${Dialog} label=${t.dates.open} class="dialog-date" onClose=${() => setOpen(false)}>
      <${OnDemand} load=${calendar} name="CalendarGrid" rows=${7} value=${value} today=${today} min=${min} max=${max} onChoose=${choose} />
      <div class="row-of"><${Button} kind="plain" onClick=${() => setOpen(false)}>${t.cancel}<//></div>
    <//>`}
  </div>`;
}
