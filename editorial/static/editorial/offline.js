/* global registration */
/**
 * Lets the story that was read last be read again where there is no network. The page keeps itself with its style and
 * scripts; this same file, as a worker, hands that out where no answer comes, and only there, with the notice shown
 * that says so. What is gone from the server is kept no longer; a server in trouble takes nothing away. It touches nothing but stories' pages.
 */

if (self.document) {
  const notice = document.querySelector("[data-offline]");
  const parts = document.querySelectorAll("[href$=css], [src$=js]");
  const keep = (cache) => cache.addAll([location, ...parts].map(({ href, src }) => href ?? src));

  // Once it hears from the newsroom again, it is the story as it is now.
  notice.parentNode.addEventListener("changing", () => notice.remove());
  if (notice.hidden) {
    navigator.serviceWorker?.register(notice.dataset.worker, { scope: "/stories/" });
    self.caches?.delete("story").then(() => caches.open("story").then(keep));
  }
} else {
  // Without it every page would wait until the worker has woken up.
  self.onactivate = () => registration.navigationPreload?.enable();

  self.onfetch = (event) => {
    if (/doc|sty|scr/.test(event.request.destination)) {
      event.respondWith(
        event.preloadResponse
          .then((page) => page ?? fetch(event.request))
          .then((page) => (/^4/.test(page.status) && caches.delete("story"), page))
          .catch(async () => {
            const page = await caches.match(event.request);
            return new Response((await page.text()).replace("offline hidden", "offline"), page);
          }),
      );
    }
  };
}
