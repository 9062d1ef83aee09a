/** What belongs to a move and is fetched with the first one. */
export { BestPlaces } from "./best-places.js";
export { MoveDialog } from "./move-dialog.js";
export { MoveHint, MoveKeys } from "./move-hint.js";
