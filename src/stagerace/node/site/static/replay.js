// A stage at any moment: the spread table as it was then, in the order of then, and a line through the charts.
(function () {
  "use strict";
  const TICK = 120, STEPS = 240;
  let form = null, told = null, rows = null, order = null, timer = 0;

  function fill(words, n) { return words.replace("{n}", String(n)); }

  function clock(second) {
    const local = new Date(told.start + second * 1000 + told.zone_min * 60000);
    return local.toISOString().slice(11, 16);
  }

  function load() {
    return new Promise(function (done, failed) {
      if (told) { done(); return; }
      const script = document.createElement("script");
      script.src = form.dataset.src;
      script.onload = function () { told = window.stagerace_replay; done(); };
      script.onerror = failed;
      document.head.append(script);
    });
  }

  // The rows as they stand on the page, so that `now` puts everything back.
  function take() {
    if (order) return;
    order = Array.from(document.querySelectorAll("table.spread tbody tr[data-bib]"));
    const columns = form.dataset.columns.split(" ");
    rows = order.map(function (row) {
      const seen = told.seen[row.dataset.bib] || [];
      return { row: row, cells: Array.from(row.cells).slice(2), seen: columns.map(function (k) { return k in seen ? seen[k] : -1; }) };
    });
  }

  function standing(seen, second) {
    let furthest = -1, at = Infinity;
    seen.forEach(function (when, k) { if (when >= 0 && when <= second) { furthest = k; at = when; } });
    return [furthest, at];
  }

  function show(second) {
    const main = document.getElementById("main");
    main.dataset.replaying = "yes";
    const now = rows.map(function (each) { return { each: each, key: standing(each.seen, second) }; });
    now.sort(function (a, b) { return b.key[0] - a.key[0] || a.key[1] - b.key[1] || rows.indexOf(a.each) - rows.indexOf(b.each); });
    for (const item of now) {
      item.each.cells.forEach(function (cell, k) { cell.classList.toggle("later", item.each.seen[k] > second); });
      item.each.row.parentNode.append(item.each.row);
    }
    mark(told.start + second * 1000);
    form.querySelector("output").textContent = clock(second) + ": " + counted(second);
  }

  // How many of the whole field are home and on the way, whichever part of it the table shows.
  function counted(second) {
    const columns = form.dataset.columns.split(" "), end = columns[columns.length - 1];
    let home = 0, under = 0;
    for (const bib of Object.keys(told.seen)) {
      const seen = told.seen[bib], came = function (when) { return when >= 0 && when <= second; };
      if (!columns.some(function (k) { return came(seen[k]); })) continue;
      if (came(seen[end]) || told.home[bib] <= second) home += 1; else if (!(told.left[bib] <= second)) under += 1;
    }
    if (told.laps) return fill(form.dataset.seen, home + under);
    return fill(form.dataset.home, home) + ", " + fill(form.dataset.on, under);
  }

  // A line through every chart that has a scale of time.
  function mark(ms) {
    for (const group of document.querySelectorAll("svg .now[data-t0]")) {
      const d = group.dataset, share = (ms - Number(d.t0)) / (Number(d.t1) - Number(d.t0));
      const line = group.querySelector("line") || group.appendChild(document.createElementNS("http://www.w3.org/2000/svg", "line"));
      const at = d.axis === "y" ? Number(d.bottom) - share * (d.bottom - d.top) : Number(d.left) + share * (d.right - d.left);
      const ends = d.axis === "y" ? [d.left, at, d.right, at] : [at, d.top, at, d.bottom];
      ["x1", "y1", "x2", "y2"].forEach(function (name, k) { line.setAttribute(name, ends[k]); });
      group.removeAttribute("hidden");
      line.style.display = share >= 0 && share <= 1 ? "" : "none";
    }
  }

  function second() { return Math.round(told.last * form.moment.value / form.moment.max); }

  function pause() {
    clearInterval(timer);
    timer = 0;
    const play = form.querySelector(".play");
    play.textContent = play.dataset.play;
  }

  function play() {
    if (timer) { pause(); return; }
    if (Number(form.moment.value) >= Number(form.moment.max)) form.moment.value = 0;
    form.querySelector(".play").textContent = form.querySelector(".play").dataset.pause;
    timer = setInterval(function () {
      form.moment.value = Number(form.moment.value) + form.moment.max / STEPS;
      show(second());
      if (Number(form.moment.value) >= Number(form.moment.max)) pause();
    }, TICK);
  }

  function toNow() {
    pause();
    delete document.getElementById("main").dataset.replaying;
    form.moment.value = form.moment.max;
    form.querySelector("output").textContent = "";
    for (const each of rows || []) for (const cell of each.cells) cell.classList.remove("later");
    for (const row of order || []) row.parentNode.append(row);
    for (const line of document.querySelectorAll("svg .now[data-t0] line")) line.remove();
  }

  function withData(then) {
    load().then(function () { take(); then(); }, function () { form.hidden = true; });
  }

  function begin() {
    form = document.getElementById("replay");
    told = rows = order = null;
    if (!form) return;
    form.hidden = false;
    form.moment.addEventListener("input", function () { withData(function () { pause(); show(second()); }); });
    form.querySelector(".play").addEventListener("click", function () { withData(play); });
    form.querySelector("button.now").addEventListener("click", toNow);
  }

  begin();
  document.addEventListener("renewed", begin);
})();
