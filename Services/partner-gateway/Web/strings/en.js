import { analytics } from "./en/analytics.js";
import { board } from "./en/board.js";
import { booking } from "./en/booking.js";
import { common } from "./en/common.js";
import { customers } from "./en/customers.js";
import { operations } from "./en/operations.js";

export const en = { ...common, booking, board, analytics, operations, customers };
