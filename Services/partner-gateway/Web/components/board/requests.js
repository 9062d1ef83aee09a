import { html, useEffect } from "../../vendor/preact/preact.js";
import { useReloading, useResource } from "../../hooks/resource.js";
import { numberText } from "../../model/figures.js";
import { staffCall } from "../../model/staff.js";
import { durationText, relativeText } from "../../model/zone.js";
import { t } from "../../strings/index.js";

/**
 * The requests that wait at a workshop, the most urgent first; asked for again with every change on the board, and each half minute.
 * `known` tells that there is nothing more to come, so that what is shown does not move.
 */
export function useRequests(session, workshopId, turn) {
  const query = { workshopId, limit: 3 };
  const list = useResource(workshopId, (signal) => staffCall(session, "booking", "/v1/exceptions", { query, signal }));
  useReloading(list, 30_000);
  useEffect(() => (turn > 0 ? list.reload() : undefined), [turn]);
  return { known: list.state !== "loading" || list.data !== null, ...list.data };
}

/** In the rail: how many requests wait, which are late, and the way to decide them. Without any it is not there. */
export function Requests({ requests, now }) {
  if (!requests?.open) return null;
  const words = t.board.rail;
  return html`<section class=${`rail-list rail-requests ${requests.overdue > 0 ? "rail-overdue" : ""}`}>
    <h2>${words.requests} <span>${numberText(requests.open)}</span></h2>
    <ul>${requests.items.slice(0, 3).map(({ exception, appointment, overdue }) => html`<li key=${exception.id}>
      <a class="rail-entry" href="/exceptions">
        <b>${appointment.vehicle.plate}</b>
        <span class=${overdue ? "late" : "rail-age"}>
          ${overdue ? t.late(durationText((now - new Date(exception.dueAt)) / 60_000)) : relativeText(exception.dueAt, now)}</span>
        <span class="rail-work">${words.kinds[exception.kind]}</span></a></li>`)}</ul>
    <p><a href="/exceptions">${words.requestsAll}</a></p>
  </section>`;
}
