/** The version is the fingerprint that a deployment puts before static files (`/_<hash>/…`), if it does. */
const address = () => {
  const version = /\/_([0-9a-f]+)\//.exec(new URL(import.meta.url).pathname)?.[1];
  return version ? `/service-worker.js?version=${version}` : "/service-worker.js";
};

/** The door's policy takes a worker's address from nothing but a policy of this name; it lets that one file pass. */
function trusted(path) {
  if (!globalThis.trustedTypes) return path;
  const worker = (text) => (text.startsWith("/service-worker.js") ? text : null);
  return trustedTypes.createPolicy("pitcrew-worker", { createScriptURL: worker }).createScriptURL(path);
}

/** Milliseconds from the page's last file to the first worker, which fetches all the others: the page's own answers come before them. */
const settling = 2_000;

async function settled() {
  if (document.readyState !== "complete") await new Promise((done) => addEventListener("load", done, { once: true }));
  await new Promise((done) => setTimeout(done, settling));
}

async function registered() {
  if (!navigator.serviceWorker.controller) await settled();
  return navigator.serviceWorker.register(trusted(address()));
}

/** Reloads once the new worker rules, never before: a page keeps to the version it was loaded with. */
function takeOver(worker) {
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  worker.postMessage("take-over");
}

/** Registers the worker, and calls `found(take)` when a newer one waits for leave to take over. Gives what stops listening. */
export function watchForUpdate(found) {
  if (!("serviceWorker" in navigator)) return () => {};
  let listening = true;
  const offer = (worker) => listening && found(() => takeOver(worker));
  const follow = (worker) =>
    worker.addEventListener("statechange", () => worker.state === "installed" && navigator.serviceWorker.controller && offer(worker));
  registered().then(
    (registration) => {
      if (!registration) return; // a browser under test that allows no workers
      if (registration.waiting && navigator.serviceWorker.controller) offer(registration.waiting);
      if (registration.installing) follow(registration.installing);
      registration.addEventListener("updatefound", () => registration.installing && follow(registration.installing));
    },
    () => {}, // without a worker the pages work all the same, with a network
  );
  return () => (listening = false);
}
