// In the place of the worker of a site that no longer offers reading offline (`offline: false` in site.yaml): browsers
// that have one look for a newer, find this, and are rid of both. It takes away what this site saved and nothing else.
const own = `congkhai|${encodeURIComponent(new URL(self.registration.scope).pathname)}|`;
self.addEventListener("install", () => { self.skipWaiting(); });
self.addEventListener("activate", (event) => event.waitUntil(leave()));
async function leave() {
  for (const name of await caches.keys()) if (name.startsWith(own)) await caches.delete(name);
  await self.registration.unregister();
}
