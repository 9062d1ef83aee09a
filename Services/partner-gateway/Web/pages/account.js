import { html, useEffect, useRef } from "../vendor/preact/preact.js";
import { Devices } from "../components/account/devices.js";
import { Passkeys } from "../components/account/passkeys.js";
import { Phones } from "../components/account/phones.js";
import { StaffPage } from "../components/common/staff-page.js";
import { useToast } from "../components/common/toast.js";
import { StepUpNotice } from "../components/shell/step-up.js";
import { useNow } from "../hooks/clock.js";
import { safeReturn } from "../model/navigation.js";
import { maySee } from "../model/session.js";
import { roleName } from "../model/words.js";
import { t } from "../strings/index.js";
import { mount } from "./mount.js";

const back = safeReturn(new URLSearchParams(location.search).get("return"));

/** Whoever came to prove more goes on, once that is done, to what they had asked for. */
function useWayBack({ stepUp }) {
  const before = useRef(stepUp);
  useEffect(() => {
    if (before.current && !stepUp && back) location.replace(back);
    before.current = stepUp;
  }, [stepUp]);
}

function Account({ session }) {
  useWayBack(session);
  const [toast, say] = useToast();
  const now = useNow();
  const shared = { session, now, say };
  return html`<main id="main" class="page narrow">
    <div class="title"><h1>${session.name}</h1><p class="soft">${roleName(session.role)}</p></div>
    <${StepUpNotice} session=${session} />
    <${Passkeys} ...${shared} />
    ${session.kind === "customer" && maySee(session, "own") && html`<${Phones} ...${shared} />`}
    <${Devices} ...${shared} />
    ${toast}
  </main>`;
}

const inside = (session) => html`<${Account} session=${session} />`;
mount(() => html`<${StaffPage} page="account" staff=${false}>${inside}<//>`, t.account.title);
