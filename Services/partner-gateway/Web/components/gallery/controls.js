import { html, useState } from "../../vendor/preact/preact.js";
import { vehicleClasses } from "../../model/booking.js";
import { t } from "../../strings/index.js";
import { Button } from "../common/button.js";
import { Card } from "../common/card.js";
import { DatePicker } from "../common/date-picker.js";
import { Field } from "../common/field.js";
import { FormDialog } from "../common/form-dialog.js";
import { Select } from "../common/select.js";
import { Signature } from "../common/signature.js";
import { useToast } from "../common/toast.js";
import { numberText } from "../../model/figures.js";

const words = t.gallery;

export const Buttons = () => html`<${Card} title=${words.parts.buttons}><div class="row-of">
  <${Button} kind="main">${words.main}<//><${Button}>${words.ordinary}<//><${Button} kind="stop">${words.stop}<//>
  <${Button} kind="plain">${words.plain}<//><${Button} icon="calendar">${words.day}<//><${Button} icon="x" name=${t.close} />
  <${Button} kind="main" busy>${words.busy}<//><${Button} disabled>${words.off}<//>
</div><//>`;

export function Fields() {
  const [size, setSize] = useState("midsize");
  const options = vehicleClasses.map((value) => ({ value, text: t.booking.sizes[value] }));
  return html`<${Card} title=${words.parts.fields}><div class="gallery-grid">
    <${Field} id="g-plate" label=${words.plate} hint=${words.plateHint} class="input-plate" />
    <${Field} id="g-email" type="email" label=${words.email} error="email" value="hanna" />
    <${Select} id="g-size" label=${words.size} options=${options} value=${size} onChange=${setSize} />
    <${Field} id="g-off" label=${words.off} disabled value="B-PC 2026" />
    <${Field} id="g-note" as="textarea" label=${words.note} optional />
  </div><//>`;
}

export function Dates({ today }) {
  const [day, setDay] = useState(today);
  return html`<${Card} title=${words.parts.dates}><div class="gallery-grid">
    <${DatePicker} id="g-day" label=${words.day} today=${today} value=${day} onChange=${setDay} />
  </div><//>`;
}

export function Dialogs() {
  const [open, setOpen] = useState(false);
  const [toast, show] = useToast();
  return html`<${Card} title=${words.parts.dialogs}><div class="row-of">
    <${Button} onClick=${() => setOpen(true)}>${words.openDialog}<//>
    <${Button} onClick=${() => show(words.toast)}>${words.openToast}<//>
  </div>
  ${open && html`<${FormDialog} title=${words.ask} text=${words.askText} confirm=${words.stop} keep=${words.plain}
    send=${async () => setOpen(false)} onClose=${() => setOpen(false)}>
    <${Field} id="g-reason" label=${words.note} /><//>`}
  ${toast}<//>`;
}

export function Sign() {
  const [signed, setSigned] = useState(null);
  return html`<${Card} title=${words.parts.signature}>
    <${Signature} id="g-sign" label=${words.signature} onChange=${setSigned} />
    <p class="field-hint" id="g-signed" data-bytes=${signed?.png.size ?? 0}>
      ${words.signed(numberText(signed?.strokes.length ?? 0))}</p><//>`;
}
