// Keeping the app on this phone: its service worker, and a newer version that waits until a person takes it.

/**
 * Has every file of the app kept; calls `onNewer(take)` once a newer version is there as a whole. `take()` changes over
 * and loads the page anew, so do not call it in the middle of an arrival. Every window of the app is loaded anew with it.
 */
export async function keepApp(onNewer) {
  const workers = navigator.serviceWorker;
  if (!workers) return;
  const registration = await workers.register("/app/sw.js", { scope: "/app/" });
  const tell = (worker) => workers.controller && worker && onNewer(() => worker.postMessage("update"));
  let isKept = Boolean(workers.controller);
  workers.addEventListener("controllerchange", () => {
    // The first worker takes over a page that is as new as itself.
    if (isKept) location.reload();
    isKept = true;
  });
  const follow = (fresh) => fresh?.addEventListener("statechange", () => fresh.state === "installed" && tell(fresh));
  registration.addEventListener("updatefound", () => follow(registration.installing));
  follow(registration.installing);
  tell(registration.waiting);
}
