import { html, useState } from "../../vendor/preact/preact.js";
import { grouped } from "../../model/booking.js";
import { moneyText } from "../../model/figures.js";
import { matching } from "../../model/search.js";
import { wordFor } from "../../model/words.js";
import { durationText } from "../../model/zone.js";
import { plural, t } from "../../strings/index.js";
import { Field } from "../common/field.js";
import { Icon } from "../common/icon.js";

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

/** A category's name opens and closes it; what is chosen in it stays in sight. What a search found is open anyway (`found`). */
function Group({ category, services, chosen, onToggle, found, first }) {
  const [open, setOpen] = useState(first);
  const all = found || open;
  const shown = all ? services : services.filter(({ id }) => chosen.includes(id));
  const name = wordFor(t.booking.categories, category);
  const opener = () => html`<button type="button" class="services-head" aria-expanded=${open} onClick=${() => setOpen(!open)}>
    <span>${name}</span> <span class="services-count">${plural(services.length, t.booking.chosen)}</span><${Icon} name="chevron-down" /></button>`;
  return html`<section class="services-group">
    <h3>${found ? name : opener()}</h3>
    ${shown.length > 0 && html`<ul>${shown.map((service) => html`<${Service} key=${service.id} service=${service}
      chosen=${chosen.includes(service.id)} onToggle=${onToggle} />`)}</ul>`}
  </section>`;
}

const textOf = ({ name, description, category }) =>
  [name, description, category, t.booking.categories[category], t.booking.searchWords[category]].filter(Boolean).join(" ");

/** What the search found; where that is nothing, what finds out what is wrong, else all there is. */
function searched(services, text) {
  const found = matching(services, text, textOf);
  if (found.length > 0) return { items: found, isNothing: false };
  const diagnoses = services.filter(({ category }) => category === "diagnostics");
  return { items: diagnoses.length > 0 ? diagnoses : services, isNothing: true };
}

/** The catalogue by category with a search field over it; several services can be taken at once. */
export function ServiceList({ services, chosen, onToggle, error }) {
  const [text, setText] = useState("");
  const { items, isNothing } = searched(services, text);
  const groups = grouped(items, ({ category }) => category, Object.keys(t.booking.categories));
  return html`<fieldset class="services">
    <legend><h2>${t.booking.work}</h2></legend>
    <${Field} id="search" type="search" label=${t.booking.search} autocomplete="off" value=${text} error=${error}
      onInput=${(event) => setText(event.target.value)} />
    ${isNothing && html`<p class="services-none" role="status">
      ${services.length === 0 ? t.booking.noServices : t.booking.nothingFound(text.trim())}</p>`}
    <div class="services-groups">
      ${groups.map(([category, list], index) => html`<${Group} key=${category} category=${category} services=${list} chosen=${chosen}
        onToggle=${onToggle} found=${text.trim() !== ""} first=${index === 0} />`)}
    </div>
  </fieldset>`;
}
