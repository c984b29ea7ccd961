// The service worker: keeps every file of the app, so that it starts with the camp node dead. The camp node writes the
// line before this one: FILES, the addresses of them all, and VERSION, which changes with any byte of any of them.

const OURS = "stagerace app ";
const CACHE = OURS + VERSION;

self.addEventListener("install", (event) => event.waitUntil(fetchAll()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("fetch", (event) => {
  const { origin, pathname } = new URL(event.request.url);
  const isFile = event.request.method === "GET" && origin === location.origin && pathname.startsWith("/app/");
  if (isFile && pathname !== "/app/sw.js") event.respondWith(answer(event.request, pathname));
});
self.addEventListener("message", (event) => {
  // A new version waits until a person at the app says so: nobody's screen changes under their thumb.
  if (event.data === "update") self.skipWaiting();
  if (event.data === "version") event.ports[0]?.postMessage(VERSION);
});

/** Every file of one and the same version, or none. */
async function fetchAll() {
  try {
    const cache = await caches.open(CACHE);
    await cache.addAll(FILES.map((address) => new Request(address, { cache: "reload" })));
    await mustBeCurrent();
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

/** Fails where the camp node was given another version while the files were fetched. */
async function mustBeCurrent() {
  const worker = await fetch("/app/sw.js", { cache: "reload" });
  if (!(await worker.text()).includes(`VERSION = "${VERSION}"`)) throw new Error("the app changed meanwhile");
}

async function takeOver() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(OURS) && name !== CACHE).map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function answer(request, pathname) {
  const cache = await caches.open(CACHE);
  return (await cache.match(pathname)) ?? fetch(request);
}
