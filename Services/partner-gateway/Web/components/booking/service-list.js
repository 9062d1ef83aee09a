import { html, useState } from "../../vendor/preact/preact.js";
import { grouped, matching } from "../../model/booking.js";
import { moneyText, numberText } from "../../model/figures.js";
import { wordFor } from "../../model/words.js";
import { durationText } from "../../model/zone.js";
import { t } from "../../strings/index.js";
import { Field } from "../common/field.js";

const few = 4;

function Service({ service, chosen, onToggle }) {
  const id = `service-${service.id}`;
  return html`<li class="service">
    <input type="checkbox" id=${id} checked=${chosen} onChange=${() => onToggle(service.id)} />
    <label for=${id}>
      <span class="service-name">${service.name}</span>
      ${service.description && html`<span class="service-about">${service.description}</span>`}
      <span class="service-time">${durationText(service.labourTenths * 6)}</span>
      <span class="service-price">${moneyText(service.price)}</span>
    </label>
  </li>`;
}

/** Categories show a few services and open on demand; a search or a choice opens what it needs. */
function Group({ name, services, chosen, onToggle, all }) {
  const [open, setOpen] = useState(false);
  const shown = all || open ? services : services.filter(({ id }, index) => index < few || chosen.includes(id));
  return html`<section class="services-group">
    <h3>${name}</h3>
    <ul>${shown.map((service) => html`<${Service} key=${service.id} service=${service}
      chosen=${chosen.includes(service.id)} onToggle=${onToggle} />`)}</ul>
    ${shown.length < services.length && html`<button type="button" class="link services-more" onClick=${() => setOpen(true)}>
      ${t.booking.showAll(numberText(services.length))}</button>`}
  </section>`;
}

/** The catalogue with a search field over it; several services can be taken at once. */
export function ServiceList({ services, chosen, onToggle, error }) {
  const [text, setText] = useState("");
  const found = matching(services, text);
  const groups = grouped(found, ({ category }) => category, Object.keys(t.booking.categories));
  return html`<fieldset class="services">
    <legend><h2>${t.booking.work}</h2></legend>
    <${Field} id="search" type="search" label=${t.booking.search} autocomplete="off" value=${text} error=${error}
      onInput=${(event) => setText(event.target.value)} />
    <div class="services-groups">
      ${groups.map(([name, items]) => html`<${Group} key=${name} name=${wordFor(t.booking.categories, name)} services=${items}
        chosen=${chosen} onToggle=${onToggle} all=${text !== ""} />`)}
    </div>
    ${found.length === 0 && html`<p class="services-none" role="status">
      ${services.length === 0 ? t.booking.noServices : t.booking.nothingFound(text)}</p>`}
  </fieldset>`;
}
