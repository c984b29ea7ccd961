// A record that the camp node writes for a phone: tried a few times under one nonce, then told to be written on paper.

import { base64url, random } from "./bytes.js";
import { AppError } from "./errors.js";

const PASS = "StageRace-Pass";
/** How often a record is tried, and how long apart [ms]. */
const TRIES = 3;
const APART = 1_000;

/** The headers by which the camp node knows a phone without keys. */
export const passOf = (grant) => ({ [PASS]: grant.pass });

export class PassingOn {
  #server;
  #nonces = new Map();

  constructor(server) {
    this.#server = server;
  }

  /** What the camp node wrote; fails where it did not say so. */
  async write(grant, body) {
    if (!grant) throw new AppError("not_enrolled", "not recorded: this phone is not enrolled", "Enrol it with a new code");
    const said = JSON.stringify(body);
    const told = await this.#try({ nonce: this.#nonceFor(said), body }, passOf(grant));
    this.#nonces.delete(said);
    return told;
  }

  async #try(said, headers) {
    for (let tried = 1; ; tried += 1) {
      try {
        return await this.#server.post("/api/post/record", said, headers);
      } catch (error) {
        if (error.code !== "no_connection") throw error;
        if (tried === TRIES) throw new AppError("not_recorded", "not recorded: no connection", "Write it on paper");
        await new Promise((resolve) => setTimeout(resolve, APART));
      }
    }
  }

  /** The nonce of one thing to be said, the same until it was answered: a lost answer doubles nothing. */
  #nonceFor(said) {
    if (!this.#nonces.has(said)) this.#nonces.set(said, base64url(random(16)));
    return this.#nonces.get(said);
  }
}
