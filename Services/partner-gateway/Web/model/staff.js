import { call, send } from "./api.js";
import { endSession } from "./session.js";

/** Requests in a staff member's name; a refused token ends the session, so the page asks to sign in again. */
async function asStaff(request, session, service, path, options = {}) {
  try {
    return await request(service, path, { ...options, token: session.accessToken });
  } catch (problem) {
    if (problem.status === 401) endSession();
    throw problem;
  }
}

export const staffCall = (session, service, path, options) => asStaff(call, session, service, path, options);
export const staffSend = (session, service, path, options) => asStaff(send, session, service, path, options);
