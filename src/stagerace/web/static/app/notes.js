// Small things that a browser notes for the screens, where it can: one that is full or private forgets them, and goes on.

/** What was noted under a name; empty where nothing was. */
export function noted(name) {
  try {
    return localStorage.getItem(name) ?? "";
  } catch {
    return "";
  }
}

/** Notes a text under a name; an empty one is forgotten. */
export function note(name, text) {
  try {
    if (text) localStorage.setItem(name, text);
    else localStorage.removeItem(name);
  } catch {
    // Nothing that counts is kept here.
  }
}
