import { html } from "../../vendor/preact/preact.js";
import { useResource } from "../../hooks/resource.js";
import { staffCall } from "../../model/staff.js";
import { addDays, dayOf, dayText } from "../../model/zone.js";
import { t } from "../../strings/index.js";

/** How far is looked ahead: bookings are rarely further away. */
const days = 60;

/** That nothing is booked on a day, and the next one with bookings, when there is one. */
export function EmptyDay({ session, board, onDate }) {
  const { workshop, date } = board;
  const query = { workshopId: workshop.id, from: addDays(date, 1), to: addDays(date, days), limit: 50 };
  const later = useResource(`${workshop.id} ${date}`, (signal) => staffCall(session, "booking", "/v1/appointments", { query, signal }));
  const next = later.data?.items.find(({ status }) => status !== "cancelled");
  const day = next && dayOf(next.start, workshop.timeZone);
  const go = () => {
    onDate(day);
    document.getElementById("board-day").focus();
  };
  // The space is part of the text: by itself it would take its place when the link comes, which counts as a shift
  return html`<p class="board-empty">${`${t.board.empty} `}
    ${day && html`<button type="button" class="link" onClick=${go}>
      ${t.board.nextBooked(dayText(day, { weekday: "short", day: "numeric", month: "short" }))}</button>`}</p>`;
}
