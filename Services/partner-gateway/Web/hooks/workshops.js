import { useEffect, useState } from "../vendor/preact/preact.js";
import { call } from "../model/api.js";
import { keepUsualWorkshop, usualWorkshop } from "../model/workshops.js";
import { useResource } from "./resource.js";

/** The workshops there are. */
export const useWorkshops = () =>
  useResource("workshops", (signal) => call("booking", "/v1/workshops", { signal }).then(({ items }) => items));

/** The one a page shows, to begin with the one used last; and what chooses another by its id. */
export function useWorkshop(workshops) {
  const [workshop, setWorkshop] = useState(() => usualWorkshop(workshops));
  useEffect(() => keepUsualWorkshop(workshop.id), [workshop.id]);
  return [workshop, (id) => setWorkshop(workshops.find((one) => one.id === id))];
}
