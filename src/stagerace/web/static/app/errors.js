// What a screen is told when something cannot be done: a code it has words for, and the plain English ones.

/**
 * `code` is one of: storage (this phone's storage refused or is gone), quota (it is full), unsupported (this browser
 * cannot be a node), not_enrolled, other_race, no_connection, refused (the server said no: `what` and `todo` are its
 * words), old_app, old_server, not_recorded.
 */
export class AppError extends Error {
  constructor(code, what, todo = "", status = 0) {
    super(todo ? `${what}. ${todo}` : what);
    this.name = "AppError";
    this.code = code;
    this.what = what;
    this.todo = todo;
    this.status = status;
  }
}

/** What a failure of the browser's storage means to the person at the keypad. */
export function storageError(cause) {
  if (cause instanceof AppError) return cause;
  const name = cause?.name ?? "";
  if (name === "QuotaExceededError")
    return new AppError("quota", "not recorded: the storage of this phone is full", "Write it on paper, free storage, try again");
  const why = name || String(cause);
  return new AppError("storage", `not recorded: the storage of this phone refused (${why})`, "Write it on paper, reload the app");
}

/** What somebody is told who wants to keep a place that this phone was not taken in for. */
export const notFor = (place) =>
  new AppError("refused", `this phone is not enrolled for ${place}`, "Enrol it there with another code");

/** What is told when the browser took the storage away while the app was open. */
export const storageLost = {
  code: "storage",
  what: "not recorded: the storage of this phone was taken away",
  todo: "Write it on paper, reload the app",
};
