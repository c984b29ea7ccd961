// Applies the theme chosen on this device before anything is painted, and lets it be changed: system, light, dark, night.
{
  const KEY = "theme";
  const THEMES = ["", "light", "dark", "night"];
  const root = document.documentElement;
  const kept = () => {
    try {
      return localStorage.getItem(KEY) ?? "";
    } catch {
      return ""; // a browser may forbid to keep anything; the theme then lasts as long as the page
    }
  };
  const keep = (theme) => {
    try {
      localStorage.setItem(KEY, theme);
    } catch { /* as above */ }
  };
  const apply = (theme) => {
    if (theme && THEMES.includes(theme)) root.dataset.theme = theme;
    else delete root.dataset.theme;
  };
  const chosen = () => root.dataset.theme ?? "";
  const offer = () => {
    const button = document.getElementById("theme");
    if (!button) return;
    const say = () => { button.textContent = `Colours: ${chosen() || "system"}`; };
    button.addEventListener("click", () => {
      apply(THEMES[(THEMES.indexOf(chosen()) + 1) % THEMES.length]);
      keep(chosen());
      say();
    });
    window.addEventListener("storage", (event) => {
      if (event.key === KEY) {
        apply(event.newValue ?? "");
        say();
      }
    });
    say();
    button.hidden = false;
  };
  apply(kept());
  document.addEventListener("DOMContentLoaded", offer);
}
