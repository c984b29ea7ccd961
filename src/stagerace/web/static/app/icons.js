// The pictures on keys and tiles, drawn here: no font of any phone is needed for them. Words always stand beside.
const SHAPES = {
  keypad: "M5 5h.01M12 5h.01M19 5h.01M5 12h.01M12 12h.01M19 12h.01M5 19h.01M12 19h.01M19 19h.01",
  lists: "M9 6h11M9 12h11M9 18h11M4 6h.01M4 12h.01M4 18h.01",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  delete: "M8 6h12v12H8l-5-6zM11.5 9.5l5 5M16.5 9.5l-5 5",
  undo: "M8 5L4 9l4 4M4 9h10a5 5 0 0 1 0 10H9",
  scan: "M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M8 8h3v3H8zM13 13h3v3h-3zM14 8h2M8 14h2v2",
  body: "M12 7a2 2 0 1 0 0-4 2 2 0 0 0 0 4M8 21l3-6-2-4 4-3 2 3h3M13 15l3 6M9 11l-3 2",
  start: "M5 21V4M5 4c5-3 8 3 14 0v9c-6 3-9-3-14 0",
  roll: "M4 6l2 2 3-4M4 13l2 2 3-4M4 20l2 2 3-4M13 6h7M13 13h7M13 20h7",
  incidents: "M12 3l10 18H2zM12 10v5M12 18h.01",
  medical: "M9 3h6v6h6v6h-6v6H9v-6H3V9h6z",
  lost: "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14M16 16l5 5M9.5 9.5a1.5 1.5 0 1 1 2 1.5v1M11.5 14h.01",
  weather: "M7 15a4 4 0 0 1 0-8 6 6 0 0 1 11 2 3 3 0 0 1 0 6M12 12l-3 5h4l-2 4",
  security: "M12 3l8 3v6c0 5-4 8-8 9-4-1-8-4-8-9V6zM12 8v5M12 16h.01",
  confide: "M4 6h16v12H4zM4 7l8 6 8-6",
  handover: "M8 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4M8 10v10M16 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4M16 10v10M8 14h8M13 11l3 3-3 3",
  water: "M12 3c4 5 6 8 6 11a6 6 0 0 1-12 0c0-3 2-6 6-11",
  withdrawal: "M15 4h4v16h-4M11 8l-4 4 4 4M7 12h9M4 4v16",
  hold: "M8 5v14M16 5v14",
  sweep: "M4 12h12M12 7l5 5-5 5M20 5v14",
  closing: "M6 11V8a6 6 0 0 1 12 0v3M5 11h14v10H5zM12 15v2",
  shift: "M4 8h14M14 4l4 4-4 4M20 16H6M10 12l-4 4 4 4",
  paper: "M6 3h9l4 4v14H6zM9 12h7M9 16h7M9 8h3",
  sheets: "M7 9V3h10v6M7 17H4V9h16v8h-3M7 14h10v7H7z",
  check: "M12 3l7 3v6c0 4-3 7-7 9-4-2-7-5-7-9V6zM9 12l2 2 4-4",
  place: "M12 21c-4-5-6-8-6-11a6 6 0 0 1 12 0c0 3-2 6-6 11M12 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4",
  settings: "M12 4a8 8 0 1 0 0 16zM12 4a8 8 0 0 1 0 16",
  enter: "M20 6v6H6M10 8l-4 4 4 4",
  help: "M9 9a3 3 0 1 1 4 3c-1 .5-1 1-1 2M12 18h.01",
  battery: "M3 8h15v8H3zM21 11v2",
  storage: "M5 6c0-3 14-3 14 0v12c0 3-14 3-14 0zM5 6c0 3 14 3 14 0M5 12c0 3 14 3 14 0",
  contact: "M4 10c5-5 11-5 16 0M7 14c3-3 7-3 10 0M12 18h.01",
};
const SVG = "http://www.w3.org/2000/svg";

/** The picture of a name, for beside words that say the same. */
export function icon(name) {
  const drawn = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  const how = { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true", focusable: "false" };
  for (const [key, value] of Object.entries(how)) drawn.setAttribute(key, value);
  path.setAttribute("d", SHAPES[name]);
  drawn.append(path);
  return drawn;
}
