// Filters the list of runners as somebody types a name, a country or a bib; without it the letters lead there.
(() => {
  const field = document.getElementById("find");
  if (!field) return;
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase().replace(/\s+/g, " ").trim();
  const people = [...document.querySelectorAll(".people li")].map((item) => [item, plain(item.textContent)]);
  const parts = [...document.querySelectorAll("main section")];
  const told = document.getElementById("found");
  const filter = () => {
    const asked = plain(field.value).split(" ").filter(Boolean);
    let found = 0;
    for (const [item, text] of people) {
      const words = text.split(/[ ,]+/);
      const isMeant = asked.every((part) => (/^\d+$/.test(part) ? words.includes(part) : text.includes(part)));
      item.hidden = !isMeant;
      found += isMeant;
    }
    for (const part of parts) {
      part.hidden = asked.length > 0 && !part.querySelector(".people li:not([hidden])");
    }
    told.textContent = !asked.length ? "" : found ? field.dataset.found.replace("{n}", found) : field.dataset.nobody;
  };
  field.closest("p").hidden = false;
  field.addEventListener("input", filter);
  filter();
})();
