// The line on which the camp node tells what changed, and how old the newest word is by the camp's own clock.
import { sayAge } from "/static/board_words.js";

const PATIENCE = 5_000;

/** Listen from the mark of a table on; `tell` is called with each change. */
export function listen(table, tell) {
  const lamp = document.getElementById("lamp");
  let mark = table.dataset.mark;
  const begin = () => {
    const channel = new EventSource(`/api/board/live?${new URLSearchParams({ stage: table.dataset.stage, since: mark })}`);
    channel.addEventListener("board", (event) => {
      mark = event.lastEventId;
      tell(JSON.parse(event.data));
    });
    channel.addEventListener("clock", (event) => {
      setClock(JSON.parse(event.data));
      lamp.textContent = "live";
      lamp.classList.remove("cut");
    });
    channel.addEventListener("error", () => {
      const isRefused = channel.readyState === EventSource.CLOSED;
      const what = isRefused ? "the camp node sends nothing; is your login over?" : "the camp node does not answer";
      lamp.textContent = `NOT LIVE: ${what}`;
      lamp.classList.add("cut");
      // A browser comes back by itself after a line that broke, and never after a refusal.
      if (isRefused) setTimeout(begin, PATIENCE);
    });
  };
  begin();
}

let told = { now: Date.now(), rate: 1, at: performance.now() };

function setClock({ now, rate }) {
  told = { now, rate, at: performance.now() };
  age();
}

/** Begin to say how old the newest word is; the page says what the camp's clock was when it was made. */
export function keepAge(table) {
  setClock({ now: Number(table.dataset.now), rate: Number(table.dataset.rate) });
  setInterval(age, 5_000);
}

/** Say it now. */
export function age() {
  const last = document.getElementById("last");
  const now = told.now + (performance.now() - told.at) * told.rate;
  if (last) document.getElementById("age").textContent = sayAge(now - Number(last.dataset.at));
}
