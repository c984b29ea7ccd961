// The code stands after the # and is never sent; it is put where it is to be typed, and where the app finds it.
const code = new URLSearchParams(location.hash.slice(1)).get("code");
if (code) {
  document.getElementById("code").textContent = code;
  document.getElementById("how").textContent = "Type this:";
  document.getElementById("app").hash = new URLSearchParams({ code });
}
