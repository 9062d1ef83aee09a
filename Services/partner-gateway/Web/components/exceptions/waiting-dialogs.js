import { html, useState } from "../../vendor/preact/preact.js";
import { useResource } from "../../hooks/resource.js";
import { staffCall } from "../../model/staff.js";
import { addDays, dayOf, whenText } from "../../model/zone.js";
import { t } from "../../strings/index.js";
import { FormDialog } from "../common/form-dialog.js";
import { Notice } from "../common/notice.js";
import { Select } from "../common/select.js";

const words = t.exceptions.list;
/** Why somebody is taken off the list (`ReasonCode` of the booking service). */
const reasons = { ...words.reasons, no_longer_needed: t.exceptions.reasons.no_longer_needed, other: t.exceptions.reasons.other };

/** Takes somebody off the waiting list, for a reason. */
export function RemoveDialog({ entry, act, onClose }) {
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);
  const ready = (form) => {
    if (reason) return true;
    setMissing(true);
    form.querySelector("#remove-reason").focus();
    return false;
  };
  const options = [{ value: "", text: t.exceptions.choose }, ...Object.entries(reasons).map(([value, text]) => ({ value, text }))];
  return html`<${FormDialog} title=${words.removeTitle(entry.wish.vehicle.plate)} text=${words.removeText} confirm=${words.remove}
    keep=${t.exceptions.keep} ready=${ready} send=${() => act("remove", { reason })} onClose=${onClose}>
    <${Select} id="remove-reason" label=${t.exceptions.reason} value=${reason} options=${options} onChange=${setReason}
      error=${missing && !reason ? "required" : null} />
  <//>`;
}

/** The free times of the first week that suits, from today on. */
function useFree(session, { wish }, zone) {
  const today = dayOf(Date.now(), zone);
  const query = {
    workshopId: wish.workshopId, serviceIds: wish.serviceIds.join(","), vehicleClass: wish.vehicle.class,
    from: wish.from > today ? wish.from : today, days: 7,
  };
  const free = useResource(`${query.workshopId} ${query.from} ${query.serviceIds}`, (signal) =>
    staffCall(session, "booking", "/v1/slots", { query, signal }));
  const last = addDays(query.from, 7);
  return (free.data?.days ?? []).filter(({ date }) => date < last).flatMap(({ slots }) => slots.map(({ start }) => start));
}

/** Offers somebody a place before it is their turn: the first that suits, or one that the advisor chooses. */
export function OfferDialog({ session, entry, zone, act, onClose }) {
  const [start, setStart] = useState("");
  const [refused, setRefused] = useState(null);
  const free = useFree(session, entry, zone);
  const send = async () => {
    try {
      setRefused(null);
      await act("offer", { start: start || undefined });
    } catch (problem) {
      if (!["slot-taken", "nothing-free"].includes(problem.slug)) throw problem;
      setRefused(problem.slug === "slot-taken" ? words.taken : words.nothingFree);
    }
  };
  const options = [{ value: "", text: words.first }, ...free.map((value) => ({ value, text: whenText(value, zone) }))];
  return html`<${FormDialog} title=${words.offerTitle(entry.wish.vehicle.plate)} text=${words.offerText} confirm=${words.offer} kind="main"
    keep=${t.exceptions.keep} send=${send} onClose=${onClose}>
    ${refused && html`<${Notice} tone="caution"><p>${refused}</p><//>`}
    <${Select} id="offer-start" label=${words.start} value=${start} options=${options} onChange=${setStart} />
  <//>`;
}
