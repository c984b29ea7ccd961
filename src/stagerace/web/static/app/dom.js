// Elements made in one call, so that screens read like what they show.

/** An element; `on` holds listeners, `data` data attributes, `text` its text, all else are attributes or properties. */
export function make(tag, given = {}, ...children) {
  const node = document.createElement(tag);
  const { on = {}, data = {}, text, ...rest } = given;
  for (const [name, listener] of Object.entries(on)) node.addEventListener(name, listener);
  Object.assign(node.dataset, data);
  if (text !== undefined) node.textContent = text;
  for (const [name, value] of Object.entries(rest)) put(node, name, value);
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const PROPERTIES = new Set(["value", "checked", "disabled", "hidden", "className", "htmlFor", "files"]);

function put(node, name, value) {
  if (PROPERTIES.has(name)) node[name] = value;
  else if (value === true) node.setAttribute(name, "");
  else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, String(value));
}

/** A button that is one; `press` is what it does. */
export function button(text, press, more = {}) {
  return make("button", { type: "button", text, on: { click: press }, ...more });
}

/** Change a text only where it differs, so that a screen reader is not told the same twice. */
export function retext(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** A shape that stands beside words, and is not read out. */
export function glyph(shape, className = "glyph") {
  return make("span", { className, "aria-hidden": "true", text: shape });
}
