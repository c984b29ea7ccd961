// Keeps the screen on while the app is looked at, where the browser can.
let lock = null;

/** Ask for the screen to stay on, now and whenever the app comes back to the front. */
export function stayAwake() {
  const ask = async () => {
    if (document.hidden || !navigator.wakeLock || (lock && !lock.released)) return;
    lock = await navigator.wakeLock.request("screen").catch(() => null);
  };
  document.addEventListener("visibilitychange", ask);
  document.addEventListener("pointerdown", ask);
  ask();
}

/** Whether the screen is kept on now. */
export const isAwake = () => Boolean(lock && !lock.released);
