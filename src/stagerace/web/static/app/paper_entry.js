// Paper catch-up: lines of a paper log typed in, each shown as it was understood before anything is written.
import { make, retext } from "./dom.js";
import { field, outcome, screen, twice } from "./forms.js";
import { note, noted } from "./notes.js";
import { leftOf, passingOfLine, readPaper } from "./paper.js";
import { HOUR, MINUTE, sayMinute, sayWeekday } from "./times.js";
import { language, say } from "./words.js";

const KEPT = "paper";

export function makePaper(app) {
  const lines = field(say("paper.lines"), "long", {
    rows: 8,
    placeholder: "0210 147\n0215 23 out",
    autocapitalize: "off",
  });
  lines.input.value = noted(KEPT);
  const list = make("ol", { className: "preview" });
  const told = outcome();
  const sum = make("p", { className: "counted", role: "status" });
  const write = twice(app, say("paper.write"), writeFine, "primary");
  lines.input.addEventListener("input", () => {
    note(KEPT, lines.input.value);
    draw();
  });
  const node = screen(
    app,
    say("paper.title"),
    make("p", { className: "soft", text: say("paper.about") }),
    lines.node,
    sum,
    list,
    write,
    told.node,
  );
  draw();
  return { node };

  function read() {
    const view = app.view();
    const around = {
      from: view.start - (view.place.start ? HOUR : 0),
      now: app.now() + MINUTE,
      offset: view.offset,
      ways: view.place.ways,
    };
    return readPaper(lines.input.value, { ...around, known: view.passings, runners: view.runners });
  }

  function draw() {
    const rows = read();
    list.replaceChildren(...rows.map(rowOf));
    const faults = rows.filter((row) => row.fault).length;
    const fine = rows.filter(isNew).length;
    retext(sum, rows.length ? say("paper.sum", { fine, faults }) : "");
    write.disabled = fine === 0;
  }

  function rowOf(row) {
    const number = make("span", { className: "number", text: say("paper.line", { line: row.line }) });
    if (row.fault) {
      return make(
        "li",
        { className: "bad" },
        number,
        make("span", { className: "raw", text: row.text }),
        make("strong", { text: `✗ ${say(`paper.fault_${row.fault}`)}` }),
      );
    }
    const { offset } = app.view();
    const when = `${sayWeekday(row.seen_at, offset, language())} ${sayMinute(row.seen_at, offset)}`;
    const meant = `${when} · ${row.bib} · ${say(`way.${row.way}`)}`;
    const known = row.note ? `${row.note === "known" ? "=" : "?"} ${say(`paper.${row.note}`)}` : "✓";
    return make(
      "li",
      { className: row.note },
      number,
      make("strong", { className: "meant", text: meant }),
      make("span", { text: known }),
    );
  }

  async function writeFine() {
    const rows = read();
    const fine = rows.filter(isNew);
    lines.input.readOnly = true;
    const isKept = await app.recorder.keep(fine.map((row) => passingOfLine(row, app.log.state.place)));
    lines.input.readOnly = false;
    if (!isKept) return told.tell("keypad.not_kept", {}, true);
    const left = leftOf(rows);
    lines.input.value = left;
    note(KEPT, left);
    draw();
    return told.tell("paper.kept", { n: fine.length });
  }
}

const isNew = (row) => !row.fault && row.note !== "known";
