/* Keeps the pages on the device. A classic script: module workers are not everywhere yet. */
const list = "/precache.js";
const trusted = self.trustedTypes?.createPolicy("pitcrew-worker", { createScriptURL: (text) => (text === list ? text : null) });
importScripts(trusted?.createScriptURL(list) ?? list);

/**
 * A deployment may put a fingerprint before static files (`/_<hash>/…`); the pages then register this worker under that version, and
 * a new deployment is a new worker. Without one the list's own version counts.
 */
const fingerprint = new URL(self.location).searchParams.get("version") ?? "";
const prefix = fingerprint ? `/_${fingerprint}` : "";
const cacheName = `pitcrew ${fingerprint || self.precache.version}`;
const addresses = [...self.precache.pages, ...self.precache.files.map((file) => prefix + file)];
/** What few ask for, and large: kept once it came. */
const seldom = new Set(self.precache.seldom.map((file) => prefix + file));
const own = new Set([...addresses, ...seldom]);

/** A fingerprinted file that the browser has is as good as the server's; of others the server is asked. */
const wanted = (address) => new Request(address, { cache: prefix && address.startsWith(prefix) ? "default" : "no-cache" });

async function keepAll() {
  const cache = await caches.open(cacheName);
  await cache.addAll(addresses.map(wanted));
}

async function dropOld() {
  const names = (await caches.keys()).filter((name) => name.startsWith("pitcrew ") && name !== cacheName);
  await Promise.all(names.map((name) => caches.delete(name)));
  await self.clients.claim();
}

self.addEventListener("install", (event) => event.waitUntil(keepAll()));
self.addEventListener("activate", (event) => event.waitUntil(dropOld()));
self.addEventListener("message", ({ data }) => data === "take-over" && self.skipWaiting());

/** From the network; what was kept when there is none. Without fingerprints, what came takes the place of what was kept. */
async function networkFirst(request, path, instead) {
  const cache = await caches.open(cacheName);
  try {
    const response = await fetch(request);
    if (response.ok && !prefix && own.has(path)) await cache.put(path, response.clone());
    return response;
  } catch (error) {
    const answer = (await cache.match(path)) ?? (instead && (await cache.match(instead)));
    if (answer) return answer;
    throw error;
  }
}

/** A fingerprinted file never changes: the kept one is as good. A plain one may have changed, and shall fit the page that asks. */
async function file(request, path) {
  if (!prefix) return networkFirst(request, path);
  const cache = await caches.open(cacheName);
  const kept = await cache.match(path);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok && seldom.has(path)) await cache.put(path, response.clone());
  return response;
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  // What the services answer is never kept: it belongs to a person, and it ages.
  if (request.method !== "GET" || origin !== self.location.origin || pathname.startsWith("/api/")) return;
  if (request.mode === "navigate") event.respondWith(networkFirst(request, pathname, "/offline"));
  else if (own.has(pathname)) event.respondWith(file(request, pathname));
});
