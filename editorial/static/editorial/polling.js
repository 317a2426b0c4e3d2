/** When to ask the server again. Times are milliseconds. */

const FIRST = 10_000;
const LONGEST = 600_000;
const LONGEST_RETRY = 60_000;
const PATIENCE = 20_000;

/** The server gave no answer that can be used; asking again may help. */
export class Unanswered extends Error {}

/**
 * Up to a tenth sooner or later, so that readers who came together do not ask together.
 * @param {number} ms
 * @param {() => number} random
 */
export function jittered(ms, random = Math.random) {
  return ms * (0.9 + 0.2 * random());
}

/**
 * The pause after some failures in a row: it doubles, but nobody waits much longer than a minute for a server that is
 * back, and nobody asks a troubled server more often than it wished in good times.
 * @param {number} failures none: the pause that the server wishes
 * @param {number} wished
 */
export function pause(failures, wished) {
  if (failures === 0) return wished;
  return Math.max(wished, Math.min(LONGEST_RETRY, 5_000 * 2 ** (failures - 1)));
}

/**
 * What the server wishes, within reason.
 * @param {unknown} ms
 */
export function reasonable(ms) {
  return Number.isFinite(ms) ? Math.min(Math.max(Number(ms), 1_000), LONGEST) : FIRST;
}

/** Asks again and again, one request at a time, for as long as the page is open and seen. */
export class Polling {
  #ask;
  #clock;
  #report;
  #random;
  #request = null;
  #timer;
  #failures = 0;
  #wished = FIRST;
  #isResting = false;

  /**
   * @param {(signal: AbortSignal) => Promise<number>} ask asks once, and resolves to the pause that the server wishes;
   *   rejects with `Unanswered` where there is no answer
   * @param {{clock?: {setTimeout: Function, clearTimeout: Function}, random?: () => number,
   *   report?: (error: unknown) => void}} surroundings
   */
  constructor(ask, { clock = globalThis, random = Math.random, report = (error) => globalThis.reportError(error) } = {}) {
    this.#ask = ask;
    this.#clock = clock;
    this.#random = random;
    this.#report = report;
  }

  /** Ask after the first pause, and from then on. */
  start() {
    this.#schedule();
  }

  /** Ask at once: something says that an answer can be had or is wanted now. A request under way may hang: it ends. */
  wake() {
    this.#isResting = false;
    this.#run();
  }

  /** Ask no more until woken. */
  rest() {
    this.#isResting = true;
    this.#clock.clearTimeout(this.#timer);
  }

  #schedule() {
    this.#clock.clearTimeout(this.#timer);
    if (this.#isResting) return;
    const ms = jittered(pause(this.#failures, this.#wished), this.#random);
    this.#timer = this.#clock.setTimeout(() => this.#run(), ms);
  }

  async #run() {
    this.#clock.clearTimeout(this.#timer);
    this.#request?.abort();
    const request = new AbortController();
    this.#request = request;
    const limit = this.#clock.setTimeout(() => request.abort(), PATIENCE);
    await this.#attempt(request);
    this.#clock.clearTimeout(limit);
    if (this.#request !== request) return;
    this.#request = null;
    this.#schedule();
  }

  async #attempt(request) {
    try {
      const wished = reasonable(await this.#ask(request.signal));
      this.#wished = wished;
      this.#failures = 0;
    } catch (error) {
      // One that was ended for the sake of a newer one is no failure.
      if (this.#request === request) this.#failures += 1;
      if (!(error instanceof Unanswered)) this.#report(error);
    }
  }
}

/**
 * Wake and rest with the reader: hidden pages ask nothing, and catch up when they are seen again.
 * @param {Polling} polling
 */
export function followReader(polling) {
  const see = () => (document.hidden ? polling.rest() : polling.wake());
  document.addEventListener("visibilitychange", see);
  window.addEventListener("online", see);
  window.addEventListener("pageshow", (event) => event.persisted && see());
  polling.start();
  if (document.hidden) polling.rest();
}
