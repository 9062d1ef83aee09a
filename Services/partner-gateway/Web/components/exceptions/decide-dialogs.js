import { html, useState } from "../../vendor/preact/preact.js";
import { useResource } from "../../hooks/resource.js";
import { questionOf } from "../../model/exceptions.js";
import { moneyText } from "../../model/figures.js";
import { staffCall } from "../../model/staff.js";
import { dayOf, whenText } from "../../model/zone.js";
import { t } from "../../strings/index.js";
import { Field } from "../common/field.js";
import { FormDialog } from "../common/form-dialog.js";
import { Notice } from "../common/notice.js";
import { Select } from "../common/select.js";

const words = t.exceptions;
/** What is a reason to grant, and to decline (`ReasonCode` of the booking service). */
const toGrant = ["goodwill", "loyal_customer", "our_mistake", "illness", "weather", "no_capacity", "other"];
const toDecline = ["no_capacity", "too_short_notice", "too_often", "parts_missing", "other"];
const optionsOf = (codes) => [{ value: "", text: words.choose }, ...codes.map((value) => ({ value, text: words.reasons[value] }))];

function NoteField({ value, onChange }) {
  return html`<${Field} id="note" as="textarea" rows="2" maxlength="400" optional label=${words.note} value=${value}
    onInput=${(event) => onChange(event.target.value)} />`;
}

function ReasonField({ reasons, value, missing, onChange }) {
  return html`<${Select} id="reason" label=${words.reason} value=${value} options=${optionsOf(reasons)} onChange=${onChange}
    error=${missing && !value ? "required" : null} />`;
}

/** A reason has to be there; else the field says so and has the focus. */
function useReason() {
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);
  const ready = (form) => {
    if (reason) return true;
    setMissing(true);
    form.querySelector("#reason").focus();
    return false;
  };
  return { reason, setReason, missing, ready };
}

/** As asked. Where the time is gone meanwhile, the nearest free ones lead to other terms by `onOther(start)`. */
export function ApproveDialog({ item, decide, onOther, onClose }) {
  const { fee, workshop } = item.exception;
  const [note, setNote] = useState("");
  const [taken, setTaken] = useState(null);
  const send = async () => {
    try {
      await decide("approve", { note: note.trim() || undefined });
    } catch (problem) {
      if (problem.slug !== "slot-taken") throw problem;
      setTaken(problem.extensions.alternatives ?? []);
    }
  };
  const text = fee ? `${words.approveText} ${words.chargeText(moneyText(fee))}` : words.approveText;
  return html`<${FormDialog} title=${questionOf(item)} text=${taken ? null : text} confirm=${words.approve} keep=${words.keep} kind="main"
    disabled=${taken !== null} send=${send} onClose=${onClose}>
    ${taken && html`<${Notice} tone="caution"><p>${words.taken}</p><//>
      <div class="row-of">${taken.slice(0, 5).map(({ start }) => html`<button key=${start} type="button" class="button"
        onClick=${() => onOther(start)}>${whenText(start, workshop.timeZone)}</button>`)}</div>`}
    ${!taken && html`<${NoteField} value=${note} onChange=${setNote} />`}
  <//>`;
}

export function DeclineDialog({ item, decide, onClose }) {
  const { reason, setReason, missing, ready } = useReason();
  const [note, setNote] = useState("");
  return html`<${FormDialog} title=${words.declineTitle(item.appointment.vehicle.plate)} text=${words.declineText} confirm=${words.decline}
    keep=${words.keep} ready=${ready} send=${() => decide("decline", { reason, note: note.trim() || undefined })} onClose=${onClose}>
    <${ReasonField} reasons=${toDecline} value=${reason} missing=${missing} onChange=${setReason} />
    <${NoteField} value=${note} onChange=${setNote} />
  <//>`;
}

/** The free times of the day asked for and the next, beside the one that was asked for. */
function StartField({ session, item, value, onChange }) {
  const { exception, appointment } = item;
  const zone = exception.workshop.timeZone;
  const query = {
    workshopId: exception.workshop.id, serviceIds: appointment.services.map(({ id }) => id).join(","),
    vehicleClass: appointment.vehicle.class, from: dayOf(exception.wantedStart, zone), days: 2,
  };
  const free = useResource(exception.id, (signal) => staffCall(session, "booking", "/v1/slots", { query, signal }));
  const starts = (free.data?.days ?? []).flatMap(({ slots }) => slots.map(({ start }) => start)).filter((start) => start !== exception.wantedStart);
  const known = value && !starts.includes(value) ? [value, ...starts] : starts;
  const options = [{ value: "", text: words.asAsked(whenText(exception.wantedStart, zone)) },
    ...known.map((start) => ({ value: start, text: whenText(start, zone) }))];
  return html`<${Select} id="start" label=${words.start} value=${value ?? ""} options=${options} onChange=${onChange} />`;
}

/** On other terms: another time, without the fee; for a reason. */
export function OverrideDialog({ session, item, start: offered, decide, onClose }) {
  const { kind, fee, feeAccepted } = item.exception;
  const { reason, setReason, missing, ready } = useReason();
  const [note, setNote] = useState("");
  const [start, setStart] = useState(offered ?? "");
  const [charge, setCharge] = useState("0");
  const send = () => decide("override", {
    reason, note: note.trim() || undefined, start: start || undefined, fee: Number(charge),
  });
  const fees = feeAccepted && fee ? [{ value: "0", text: words.spareFee }, { value: String(fee.amount), text: words.keepFee(moneyText(fee)) }] : null;
  return html`<${FormDialog} title=${words.overrideTitle(item.appointment.vehicle.plate)} text=${words.overrideText} confirm=${words.approve}
    keep=${words.keep} kind="main" ready=${ready} send=${send} onClose=${onClose}>
    ${kind === "move" && html`<${StartField} session=${session} item=${item} value=${start} onChange=${setStart} />`}
    ${fees && html`<${Select} id="fee" label=${words.fee} value=${charge} options=${fees} onChange=${setCharge} />`}
    <${ReasonField} reasons=${toGrant} value=${reason} missing=${missing} onChange=${setReason} />
    <${NoteField} value=${note} onChange=${setNote} />
  <//>`;
}
