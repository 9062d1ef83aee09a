import { totalOf } from "./figures.js";

/** The booking form as one value. Steps: 1 car and work, 2 time, 3 contact, 4 booked. */
export function emptyBooking(workshopId = null) {
  return {
    step: 1,
    workshopId,
    serviceIds: [],
    vehicle: { plate: "", make: "", model: "", class: "midsize", vin: "", mileageKm: "" },
    note: "",
    slot: null,
    customer: { name: "", email: "", phone: "" },
    // what keeps the slot meanwhile
    hold: null,
    taken: null,
    result: null,
  };
}

export function bookingReducer(state, action) {
  switch (action.type) {
    case "workshop":
      return { ...state, workshopId: action.id, serviceIds: [], slot: null, hold: null };
    case "service":
      return { ...state, serviceIds: toggled(state.serviceIds, action.id), slot: null, hold: null };
    case "vehicle":
      return {
        ...state,
        vehicle: { ...state.vehicle, [action.field]: action.value },
        ...(action.field === "class" ? { slot: null, hold: null } : {}),
      };
    case "customer":
      return { ...state, customer: { ...state.customer, [action.field]: action.value } };
    case "note":
      return { ...state, note: action.value };
    case "slot":
      return { ...state, slot: action.slot, hold: null, taken: null, step: 3 };
    case "held":
      // Of a slot that is chosen no more: another answer is on its way.
      return action.slot === state.slot ? { ...state, hold: action.hold } : state;
    case "step":
      return { ...state, step: action.step };
    case "taken":
      if (action.slot !== undefined && action.slot !== state.slot) return state;
      return { ...state, step: 2, taken: { start: state.slot?.start, alternatives: action.alternatives }, slot: null, hold: null };
    case "booked":
      return { ...state, step: 4, result: action.result };
    default:
      return state;
  }
}

const toggled = (list, id) => (list.includes(id) ? list.filter((other) => other !== id) : [...list, id]);

/** The size classes labour times differ by (`VehicleClass` of the contract). */
export const vehicleClasses = ["compact", "midsize", "large", "suv", "van"];

/** What is still missing on a step, by field; empty when the step is complete. */
export function missingOn(step, state) {
  const missing = {};
  if (step === 1) {
    if (!state.workshopId) missing.workshop = "required";
    if (state.serviceIds.length === 0) missing.services = "service";
    for (const field of ["plate", "make", "model"]) if (!state.vehicle[field].trim()) missing[field] = "required";
    const vin = state.vehicle.vin.trim();
    if (vin && !/^[A-HJ-NPR-Z0-9]{17}$/i.test(vin)) missing.vin = "vin";
  }
  if (step === 3) {
    if (!state.customer.name.trim()) missing.name = "required";
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(state.customer.email.trim())) missing.email = "email";
  }
  return missing;
}

const given = (entries) => Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== "" && value !== null));

export const customerOf = ({ customer }, locale) =>
  given({ name: customer.name.trim(), email: customer.email.trim(), phone: customer.phone.trim(), locale });

export function vehicleOf({ vehicle }) {
  const mileage = Number.parseInt(vehicle.mileageKm, 10);
  return given({
    plate: vehicle.plate.trim().toUpperCase(),
    make: vehicle.make.trim(),
    model: vehicle.model.trim(),
    class: vehicle.class,
    vin: vehicle.vin.trim().toUpperCase(),
    mileageKm: Number.isFinite(mileage) ? mileage : null,
  });
}

/** The body of `POST /v1/appointments`: optional fields that are empty are left out. */
export function orderOf(state, locale, hold = null) {
  return given({
    workshopId: state.workshopId,
    serviceIds: state.serviceIds,
    start: state.slot.start,
    customer: customerOf(state, locale),
    vehicle: vehicleOf(state),
    note: state.note.trim(),
    channel: "web",
    holdId: hold?.id ?? null,
  });
}

/** What the chosen services cost and take together. */
export function sumOf(services) {
  return {
    price: totalOf(services.map(({ price }) => price)),
    minutes: services.reduce((sum, { labourTenths }) => sum + labourTenths * 6, 0),
  };
}

/** A list as [[key, items], …]: keys in the order given, then others as they first appear. */
export function grouped(items, keyOf, order = []) {
  const groups = new Map();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  const known = order.filter((key) => groups.has(key)).map((key) => [key, groups.get(key)]);
  return [...known, ...[...groups].filter(([key]) => !order.includes(key))];
}
