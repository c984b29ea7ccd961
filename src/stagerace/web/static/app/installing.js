// Whether the browser offers to install the app; it says so once, early, so this module is loaded with the first.
let offered = null;
addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  offered = event;
});

/** Asks the person whether to install the app; null where the browser does not offer it. */
export const installer = () => offered && (() => offered.prompt());
