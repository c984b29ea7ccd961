// A role for one checkpoint cannot be sent without one, and the others are not asked for it.
const form = document.getElementById("invitation");
const label = document.getElementById("place");
const choose = () => {
  const placed = "placed" in form.elements.role.selectedOptions[0].dataset;
  const place = form.elements.place;
  label.hidden = !placed;
  place.required = placed;
  place.disabled = !placed;
  place.options[0].textContent = "choose one";
};
form.elements.role.addEventListener("change", choose);
choose();
