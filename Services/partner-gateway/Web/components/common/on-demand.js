import { html } from "../../vendor/preact/preact.js";
import { useResource } from "../../hooks/resource.js";
import { Problem } from "../../model/problem.js";
import { Pending } from "./pending.js";

/** How Chromium, Firefox and Safari say that a module did not come; anything else is a fault within it. */
const notFetched = /dynamically imported module|Importing a module script failed/;

async function fetched(load) {
  try {
    return await load();
  } catch (error) {
    if (!notFetched.test(error.message)) throw error;
    throw new Problem({ slug: navigator.onLine ? "unreachable" : "offline" });
  }
}

/**
 * A component that most visits never show: `load` imports its module when it is shown, `name` is what the module calls it; it gets all
 * other properties. Grey rows stand in its place meanwhile.
 */
export function OnDemand({ load, name, rows = 4, ...props }) {
  const module = useResource(name, () => fetched(load));
  const Component = module.data?.[name];
  return Component ? html`<${Component} ...${props} />` : html`<${Pending} resource=${module} rows=${rows} />`;
}
