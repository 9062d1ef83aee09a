import { html } from "../../vendor/preact/preact.js";
import { useResource } from "../../hooks/resource.js";
import { Problem } from "../../model/problem.js";
import { Pending } from "../common/pending.js";

/** How Chromium, Firefox and Safari say that a module did not come; anything else is a fault within it. */
const notFetched = /dynamically imported module|Importing a module script failed/;

async function load() {
  try {
    return await import("./sign-in.js");
  } catch (error) {
    if (!notFetched.test(error.message)) throw error;
    throw new Problem({ slug: navigator.onLine ? "unreachable" : "offline" });
  }
}

/** The ways in, with all their modules, for pages whose reader has mostly signed in already: fetched when they are shown. */
export function EntryOnDemand(props) {
  const entry = useResource("sign-in", load);
  return entry.data ? html`<${entry.data.SignIn} ...${props} />` : html`<${Pending} resource=${entry} rows=${4} />`;
}
