import { html } from "../../vendor/preact/preact.js";
import { vehicleClasses } from "../../model/booking.js";
import { t } from "../../strings/index.js";
import { Field } from "../common/field.js";

/** What identifies the car; VIN and kilometres only for those who have them at hand. */
export function VehicleFields({ vehicle, missing, onChange }) {
  const bind = (field) => ({
    id: field,
    value: vehicle[field],
    error: missing[field],
    onInput: (event) => onChange(field, event.target.value),
  });
  return html`<fieldset class="vehicle">
    <legend><h2>${t.booking.vehicle}</h2></legend>
    <${Field} ...${bind("plate")} label=${t.booking.plate} class="input-plate" autocomplete="off"
      maxlength="15" spellcheck=${false} />
    <${Field} ...${bind("make")} label=${t.booking.make} autocomplete="off" maxlength="60" />
    <${Field} ...${bind("model")} label=${t.booking.model} autocomplete="off" maxlength="60" />
    <${Field} ...${bind("class")} label=${t.booking.size} as="select">
      ${vehicleClasses.map((size) => html`<option key=${size} value=${size}>${t.booking.sizes[size]}</option>`)}
    <//>
    <details class="vehicle-more" open=${Boolean(missing.vin) || undefined}>
      <summary>${t.booking.more} <span>(${t.optional})</span></summary>
      <div>
        <${Field} ...${bind("vin")} label=${t.booking.vin} autocomplete="off" maxlength="17" spellcheck=${false} />
        <${Field} ...${bind("mileageKm")} label=${t.booking.mileage} inputmode="numeric" pattern="[0-9]*" maxlength="7" />
      </div>
    </details>
  </fieldset>`;
}
