// Lives below /werk/bezoek/ only. The network always comes first; without it the form opens as it was last kept.
const PAGES = "kernkracht-visits";
const FORM = new URL("nieuw/", self.registration.scope).href;
const PATIENCE_MS = 5000;

const inTime = (answer) => Promise.race([
  answer,
  new Promise((_resolve, reject) => { setTimeout(() => reject(new Error("too slow")), PATIENCE_MS); }),
]);
const kept = (request) => caches.match(request, { cacheName: PAGES, ignoreVary: true });

// Only the form is worth more than waiting; every other page may be slow and still be itself.
const isForm = (request) => new URL(request.url).pathname === new URL(FORM).pathname;
const page = async (request) => {
  try {
    return await (isForm(request) ? inTime(fetch(request)) : fetch(request));
  } catch {
    const form = await kept(FORM);
    if (!form) return Response.error();
    return request.url === FORM ? form : Response.redirect(FORM);
  }
};

const part = async (request) => {
  try {
    return await fetch(request);
  } catch {
    return (await kept(request)) ?? Response.error();
  }
};

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== location.origin) return;
  event.respondWith(request.mode === "navigate" ? page(request) : part(request));
});
