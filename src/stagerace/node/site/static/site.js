// What pages gain from a script: the reader's own clock, how old the last word is, and the page itself when it changed.
(function () {
  "use strict";
  const body = document.body, tongue = document.documentElement.lang;
  // How often a page is asked for after a change: hosts do not copy all files in one moment.
  const EVERY = 20000, SECOND = 1000, ASKED = 3;
  let mark = "", told = null, stillToAsk = 0, standing = document.getElementById("main").innerHTML;

  function fill(words, values) {
    return words.replace(/\{(\w+)\}/g, function (gap, name) { return name in values ? values[name] : gap; });
  }

  function yours(ms) {
    const then = new Date(ms), isToday = then.toDateString() === new Date().toDateString();
    const form = isToday ? { hour: "2-digit", minute: "2-digit" } : { weekday: "short", hour: "2-digit", minute: "2-digit" };
    return new Intl.DateTimeFormat(tongue, Object.assign({ hourCycle: "h23" }, form)).format(then);
  }

  function ago(ms) {
    const minutes = Math.max(0, Math.round((Date.now() - ms) / 60000)), hours = Math.floor(minutes / 60);
    if (hours >= 48) return Math.floor(hours / 24) + " d";
    return hours ? hours + " h " + (minutes % 60) + " min" : minutes + " min";
  }

  function sayClocks(where) {
    for (const each of where.querySelectorAll(".yours")) {
      const from = yours(Number(each.dataset.at)), until = each.dataset.until ? yours(Number(each.dataset.until)) : from;
      const day = from.slice(0, -5), end = until.startsWith(day) ? until.slice(-5) : until;
      each.textContent = " " + fill(body.dataset.yours, { clock: until === from ? from : from + "–" + end });
    }
  }

  function sayWord() {
    const word = document.getElementById("word");
    if (!told || !word) return;
    const values = { clock: told.at.slice(11, 16), yours: yours(told.at_ms), ago: ago(told.at_ms) };
    word.textContent = fill(body.dataset.said, values);
  }

  function showLate() {
    for (const each of document.querySelectorAll("[data-late]")) each.hidden = Date.now() < Number(each.dataset.late);
  }

  function isInUse(main) { return main.dataset.replaying || main.contains(document.activeElement); }

  async function renew() {
    if (isInUse(document.getElementById("main"))) return;
    const answer = await fetch(location.href, { cache: "no-cache" });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("main");
    const main = document.getElementById("main");
    if (isInUse(main)) return;
    stillToAsk -= 1;
    if (!fresh || fresh.innerHTML === standing) return;
    standing = fresh.innerHTML;
    main.replaceChildren.apply(main, Array.from(fresh.childNodes));
    document.dispatchEvent(new Event("renewed"));
  }

  async function ask() {
    try {
      const answer = await fetch(body.dataset.head, { cache: "no-cache" });
      if (!answer.ok) return;
      told = await answer.json();
      if (mark && mark !== told.mark) stillToAsk = ASKED;
      mark = told.mark;
      if (stillToAsk) await renew();
    } catch (error) {
      // No network, or a page read from a disk: what stands stays, and its age is told all the same.
    }
    tick();
  }

  function tick() { sayWord(); sayClocks(document); showLate(); }

  tick();
  if (location.protocol !== "file:") {
    ask();
    setInterval(function () { if (!document.hidden) ask(); }, EVERY);
    document.addEventListener("visibilitychange", function () { if (!document.hidden) ask(); });
  }
  document.addEventListener("renewed", tick);
  setInterval(tick, 30 * SECOND);
})();
