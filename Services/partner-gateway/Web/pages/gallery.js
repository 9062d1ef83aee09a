import { html } from "../vendor/preact/preact.js";
import { CustomerPage } from "../components/common/customer-page.js";
import { Buttons, Dates, Dialogs, Fields, Sign } from "../components/gallery/controls.js";
import { Badges, Bars, Chart, Events, States, Tables, TabSets, Type } from "../components/gallery/displays.js";
import { dayOf } from "../model/zone.js";
import { t } from "../strings/index.js";
import { mount } from "./mount.js";

function Gallery() {
  const now = Date.now();
  const today = dayOf(now, "Europe/Berlin");
  return html`<${CustomerPage}><main id="main" class="page gallery dense">
    <header><h1>${t.gallery.title}</h1><p>${t.gallery.lead}</p></header>
    <${Buttons} /><${Fields} /><${Dates} today=${today} /><${Dialogs} /><${Tables} /><${Events} now=${now} /><${Badges} />
    <${Bars} now=${now} /><${TabSets} /><${States} /><${Chart} today=${today} /><${Sign} /><${Type} />
  </main><//>`;
}

mount(Gallery, t.gallery.title);
