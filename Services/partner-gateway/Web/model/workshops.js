import { readerZone } from "./zone.js";

const listed = "pitcrew.workshop";

/** The workshop the reader used last, if it is still there; else one in the reader's zone; else the first. */
export function usualWorkshop(workshops) {
  const last = localStorage.getItem(listed);
  return (
    workshops.find(({ id }) => id === last) ?? workshops.find(({ timeZone }) => timeZone === readerZone) ?? workshops[0] ?? null
  );
}

export const keepUsualWorkshop = (id) => localStorage.setItem(listed, id);
