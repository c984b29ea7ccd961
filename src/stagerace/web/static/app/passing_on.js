// A record that the camp node writes for a phone: tried a few times under one nonce, then told to be written on paper.

import { AppError } from "./errors.js";

const PASS = "StageRace-Pass";
/** How often a record is tried, and how long apart [ms]. */
const TRIES = 3;
const APART = 1_000;

/** The headers by which the camp node knows a phone without keys. */
export const passOf = (grant) => ({ [PASS]: grant.pass });

/** What the camp node wrote; fails where it did not say so. */
export async function writtenThere(server, grant, told) {
  if (!grant) throw new AppError("not_enrolled", "not recorded: this phone is not enrolled", "Enrol it with a new code");
  for (let tried = 1; ; tried += 1) {
    try {
      return await server.post("/api/post/record", told, passOf(grant));
    } catch (error) {
      if (error.code !== "no_connection") throw error;
      if (tried === TRIES) throw new AppError("not_recorded", "not recorded: no connection", "Write it on paper");
      await new Promise((resolve) => setTimeout(resolve, APART));
    }
  }
}
