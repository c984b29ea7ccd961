// The director's desk: a form is sent once however often its button is pressed, and a notice has a button to print.
for (const form of document.querySelectorAll("form")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
}
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form")) delete form.dataset.sent;
});
const print = document.getElementById("print");
if (print) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}
const first = document.querySelector("[aria-invalid]") ?? (location.hash === "#form" ? document.querySelector(".ruling select, .ruling input:not([type=hidden])") : null);
first?.focus();
