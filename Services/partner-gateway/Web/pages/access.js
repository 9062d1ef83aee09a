import { html, useState } from "../vendor/preact/preact.js";
import { Audit } from "../components/access/audit.js";
import { Matrix } from "../components/access/matrix.js";
import { Posture } from "../components/access/posture.js";
import { Failure } from "../components/common/notice.js";
import { Skeleton } from "../components/common/pending.js";
import { StaffPage } from "../components/common/staff-page.js";
import { useToast } from "../components/common/toast.js";
import { useResource } from "../hooks/resource.js";
import { staffCall } from "../model/staff.js";
import { t } from "../strings/index.js";
import { mount } from "./mount.js";

const words = t.access;

/** A section whose content is loaded; each stands alone, so that one that fails leaves the others. */
function Loaded({ resource, rows, children }) {
  if (resource.state === "failed") return html`<${Failure} problem=${resource.problem} retry=${resource.reload} />`;
  return resource.data ? children(resource.data) : html`<${Skeleton} rows=${rows} height="2rem" />`;
}

function Access({ session }) {
  const [toast, say] = useToast();
  const ask = (path) => (signal) => staffCall(session, "partner-gateway", path, { signal });
  const roles = useResource("roles", ask("/v1/roles"));
  const posture = useResource("posture", ask("/v1/posture-policies"));
  const [turn, setTurn] = useState(0);
  const saved = (resource) => () => (resource.reload(), setTurn((old) => old + 1));
  const shared = { session, say };
  return html`<main id="main" class="page access dense">
    <div class="page-head"><h1>${words.title}</h1></div>
    <${Loaded} resource=${roles} rows=${10}>${(answer) => html`<${Matrix} ...${shared} key=${JSON.stringify(answer)} answer=${answer}
      onSaved=${saved(roles)} />`}<//>
    <${Loaded} resource=${posture} rows=${6}>${({ items }) => html`<${Posture} ...${shared} policies=${items} onSaved=${saved(posture)} />`}<//>
    <${Audit} session=${session} turn=${turn} />
    ${toast}
  </main>`;
}

mount(() => html`<${StaffPage} page="access">${(session) => html`<${Access} session=${session} />`}<//>`, words.title);
