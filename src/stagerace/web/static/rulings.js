// The director's desk: a form is sent once however often its button is pressed, a notice has a button to print.
const forms = document.querySelectorAll("form");
const fields = ".ruling :is(select, textarea, input:not([type=hidden]))";

for (const form of forms) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
}

const begin = () => {
  const wrong = document.querySelector("[aria-invalid]");
  const first = location.hash === "#form" ? document.querySelector(fields) : null;
  (wrong ?? first)?.focus();
};

addEventListener("pageshow", () => {
  for (const form of forms) delete form.dataset.sent;
  // The browser goes to the part of the page that the address names, and leaves no focus there, after this event.
  requestAnimationFrame(() => setTimeout(begin));
});

const print = document.getElementById("print");
if (print) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}
