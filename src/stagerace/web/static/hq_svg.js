// Elements of a drawing, and the shapes of runners on it: a circle, or a triangle where an alert names them.

const SPACE = "http://www.w3.org/2000/svg";

/** An element of a drawing with attributes and children. */
export function draw(tag, given = {}, ...children) {
  const node = document.createElementNS(SPACE, tag);
  for (const [name, value] of Object.entries(given)) node.setAttribute(name, value);
  node.append(...children.flat().filter((child) => child !== null));
  return node;
}

/** A whole drawing, with what it is and what is in it for those who do not see it. */
export function drawing(id, width, height, title, described, ...children) {
  return draw("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-labelledby": `${id}-title ${id}-desc` },
    draw("title", { id: `${id}-title` }, title), draw("desc", { id: `${id}-desc` }, described), ...children);
}

/** A runner at a point. */
export function runner(x, y, bib, alerted) {
  const shape = alerted
    ? draw("path", { d: `M${x.toFixed(1)} ${(y - 6.5).toFixed(1)}l6 11.5h-12Z`, class: "dot alerted" })
    : draw("circle", { cx: x.toFixed(1), cy: y.toFixed(1), r: 4, class: "dot" });
  shape.dataset.bib = bib;
  return shape;
}

/** The runners who are somewhere on the course, each with the middle of where they may be. */
export function onCourse(runners) {
  return runners.filter((each) => each.low !== undefined && each.high !== undefined)
    .map((each) => ({ ...each, middle: (each.low + each.high) / 2 }));
}

/** What to say of a runner whose dot was pressed. */
export function words(each, name, km, age) {
  const seen = each.seen === undefined ? "not seen on this stage yet" : `seen ${age(each.seen)}`;
  return `${each.bib}${name ? ` ${name}` : ""}: ${each.where}, between km ${km(each.low)} and ${km(each.high)}, ${seen}`;
}
