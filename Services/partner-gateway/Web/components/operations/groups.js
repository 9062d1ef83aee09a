import { html, useState } from "../../vendor/preact/preact.js";
import { useAction } from "../../hooks/action.js";
import { relativeText } from "../../model/zone.js";
import { plural, t } from "../../strings/index.js";
import { Icon } from "../common/icon.js";
import { Failure } from "../common/notice.js";
import { Messages } from "./messages.js";

const words = t.operations;

/** Parked messages of one cause: what it is, how many, how old; opens to the messages, or replays them all. */
function Group({ group, now, desk, onChanged }) {
  const [open, setOpen] = useState(false);
  const { busy, problem, run } = useAction();
  const replay = () => run(async () => (await desk.replayGroup(group), onChanged()));
  return html`<li class="group">
    <div class="group-head">
      <div class="group-what">
        <p><b>${group.service}</b> <span>${group.type}</span></p>
        <p class="group-error">${words.causes[group.reason] ?? group.reason}: <code>${group.error}</code></p>
      </div>
      <p class="group-count"><b>${plural(group.count, words.messages)}</b>${" "}
        <span>${words.oldest(relativeText(group.oldest, now))}</span></p>
      <div class="row-of">
        <button type="button" class="button group-open" aria-expanded=${open} onClick=${() => setOpen(!open)}>
          ${open ? words.hide : words.show}</button>
        <button type="button" class="button" disabled=${busy} onClick=${replay}>
          <${Icon} name="rotate-ccw" />${words.replayAll}</button>
      </div>
    </div>
    ${problem && html`<${Failure} problem=${problem} />`}
    ${open && html`<${Messages} group=${group} now=${now} desk=${desk} onChanged=${onChanged} />`}
  </li>`;
}

export function Groups({ groups, now, desk, onChanged }) {
  if (groups.length === 0) return html`<p class="nothing"><${Icon} name="circle-check" />${words.nothingParked}</p>`;
  return html`<ul class="groups">
    ${groups.map((group) => html`<${Group} key=${`${group.service} ${group.type} ${group.reason} ${group.error}`} group=${group}
      now=${now} desk=${desk} onChanged=${onChanged} />`)}
  </ul>`;
}
