// Writing at the checkpoint: everything goes through here, and nothing is said to be kept before it is.
import { signal } from "./sounds.js";

/** A body without what is empty, as the log keeps it. */
export function tidy(body) {
  return Object.fromEntries(
    Object.entries(body).filter(([, value]) => value !== "" && value !== null && value !== undefined),
  );
}

/** What writes for a log, and holds on to what could not be kept until it is tried again. */
export class Recorder {
  #log;
  #changed;
  #line = Promise.resolve();
  unkept = [];

  constructor(log, changed) {
    this.#log = log;
    this.#changed = changed;
  }

  /** Write bodies in order, as one thing done: whether all were kept; the outcome sounds only then. */
  keep(bodies, outcome = "ok") {
    const done = this.#line.then(() => this.#write(bodies, outcome));
    this.#line = done;
    return done;
  }

  /** Try again what was not kept. */
  again() {
    const waiting = this.unkept.splice(0);
    return Promise.all(waiting.map(({ bodies }) => this.keep(bodies)));
  }

  async #write(bodies, outcome) {
    const left = bodies.map(tidy);
    try {
      await this.#send(left);
    } catch (error) {
      this.unkept.push({ bodies: left, error });
      signal("failed");
      this.#changed();
      return false;
    }
    signal(outcome);
    this.#changed();
    return true;
  }

  /** All or nothing where this device writes itself; one by one where the camp node writes, so none comes twice. */
  async #send(left) {
    if (!this.#log.state.online_only) return this.#log.writeAll(left);
    while (left.length) {
      await this.#log.write(left[0]);
      left.shift();
    }
    return left;
  }
}
