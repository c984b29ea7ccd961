// The choice of a theme, kept on this device; night is dim red on black, for eyes that must stay used to the dark.
const chosen = document.getElementById("theme");
const root = document.documentElement;
chosen.value = root.dataset.theme ?? "";
chosen.closest("label").hidden = false;
chosen.addEventListener("change", () => {
  if (chosen.value) root.dataset.theme = chosen.value;
  else delete root.dataset.theme;
  try {
    localStorage.setItem("theme", chosen.value);
  } catch {
    // A browser that keeps nothing shows it until the page is left.
  }
});
