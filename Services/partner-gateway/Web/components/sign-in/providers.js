import { html, useEffect, useState } from "../../vendor/preact/preact.js";
import { useResource } from "../../hooks/resource.js";
import { addressOf, call } from "../../model/api.js";
import { thumbprint } from "../../model/device-key.js";
import { expectSession } from "../../model/session.js";
import { t } from "../../strings/index.js";

/**
 * The company's own sign-in (OpenID Connect). The provider's page leaves this one; over unfinished work it opens in another tab,
 * and this tab hears of the session from there. `anew` has the provider ask also whom it knows.
 */
export function Providers({ back, elsewhere, anew }) {
  const providers = useResource("providers", (signal) => call("partner-gateway", "/v1/sign-in/providers", { signal }));
  const [key, setKey] = useState(null);
  useEffect(() => void thumbprint().then(setKey), []);
  if (!key || !providers.data?.items.length) return null;
  const query = { return: back, dpop_jkt: key, prompt: anew ? "login" : undefined };
  const address = ({ id }) => addressOf("partner-gateway", `/v1/sign-in/providers/${encodeURIComponent(id)}`, query);
  return html`<ul class="enter-providers">
    ${providers.data.items.map((one) => html`<li key=${one.id}><a class="button" href=${address(one)} onClick=${expectSession}
      target=${elsewhere ? "_blank" : undefined}>
      ${t.shell.enter.withProvider(one.name)}</a></li>`)}
  </ul>`;
}
