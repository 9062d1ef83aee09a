import { html } from "../../vendor/preact/preact.js";
import { dateText, timeText } from "../../model/zone.js";
import { Badge } from "./badge.js";

/** What happened when, in the order given: `events` are {id, at, tone, title, text}; times are those of the zone. */
export function Timeline({ label, events, zone }) {
  return html`<ol class="events" aria-label=${label}>
    ${events.map(({ id, at, tone, title, text }) => html`<li key=${id} class=${`event tone-${tone}`}>
      <time class="event-at" datetime=${new Date(at).toISOString()}>${timeText(at, zone)}<span>${dateText(at, zone)}</span></time>
      <div class="event-what"><${Badge} tone=${tone}>${title}<//>${text && html`<p>${text}</p>`}</div>
    </li>`)}
  </ol>`;
}
