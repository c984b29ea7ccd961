// The camp node's time as a phone makes it of its own clock, where no record of its own says how far that is off.

export class RaceClock {
  #rate = 1;
  #met = Date.now();
  #race = Date.now();

  /** The race's time [ms]; by the wall clock, which goes on while a phone sleeps. */
  wall = () => Math.floor(this.#race + (Date.now() - this.#met) * this.#rate);

  /** Asks the camp node for the time. */
  async meet(server) {
    const sent = Date.now();
    const { said_at, rate = 1 } = await server.plain("/api/clock");
    this.#rate = rate;
    this.#met = Date.now();
    this.#race = said_at + ((this.#met - sent) * rate) / 2;
  }
}
