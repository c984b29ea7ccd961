// The chosen theme before anything is painted; no module, so that nothing flashes.
try {
  const theme = localStorage.getItem("theme");
  if (["light", "dark", "night"].includes(theme)) document.documentElement.dataset.theme = theme;
} catch {
  // A browser that keeps nothing shows the system's theme.
}
