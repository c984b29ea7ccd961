// A page about one runner or one incident: it says when there is something new, and shows whom to call on a tap.
import { ask } from "/static/hq_ask.js";
import { make } from "/app/dom.js";

const newer = document.getElementById("newer");
const form = document.querySelector("main form");
let typed = false;
form?.addEventListener("input", () => { typed = true; });

const channel = new EventSource("/live");
channel.addEventListener("change", (event) => {
  const { kinds } = JSON.parse(event.data);
  if (!Object.keys(kinds).length) return;
  if (form && !typed) location.reload();
  else newer.hidden = false;
});

const show = document.getElementById("show-kin");
show?.addEventListener("click", async () => {
  const said = document.getElementById("kin-told");
  try {
    const { told } = await ask(`/api/hq/kin/${show.dataset.bib}`);
    const rows = [["Next of kin", told.kin], ["Their phone", told.kin_phone], ["Own phone", told.phone]];
    said.replaceChildren(...rows.filter(([, value]) => value).map(([name, value]) => make("div", {}, make("dt", { text: name }), make("dd", { text: value }))));
    said.hidden = false;
    show.hidden = true;
  } catch (refused) {
    document.getElementById("kin-wrong").textContent = `${refused.what}. ${refused.do}.`;
  }
});
