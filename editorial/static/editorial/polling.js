/** When to ask the server again. Times are milliseconds. */

const FIRST = 10_000;
const LONGEST = 600_000;
const LONGEST_RETRY = 60_000;
const PATIENCE = 20_000;

/**
 * The pause after some failures in a row: it doubles, but nobody waits much longer than a minute for a server that is
 * back, and nobody asks a troubled server more often than it wished in good times.
 * @param {number} failures none: the pause that the server wishes
 * @param {number} wished
 */
export function pause(failures, wished) {
  return failures ? Math.max(wished, Math.min(LONGEST_RETRY, 2_500 * 2 ** failures)) : wished;
}

/**
 * What the server wishes, within reason.
 * @param {unknown} ms
 */
export function reasonable(ms) {
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 1_000), LONGEST) : FIRST;
}

/**
 * Asks again and again, one request at a time, unless it rests, as it does at first.
 * @param {(signal: AbortSignal) => Promise<{next_poll_ms: number}|null>} get asks once; resolves to what was answered,
 *   to nothing where that cannot be used. A rejection is a fault of the page, and is reported
 */
export function pollingOf(get) {
  let request;
  let timer;
  let failures = 0;
  let wished = FIRST;
  let isResting = true;

  // Sooner by as much as half of this share, or as much later: readers who came together are not to ask together.
  function schedule(spread) {
    clearTimeout(timer);
    const ms = pause(failures, wished) * (1 + spread * (Math.random() - 0.5));
    if (!isResting) timer = setTimeout(ask, ms);
  }

  /** Ask once, now. A request under way may hang: it ends. */
  async function ask() {
    clearTimeout(timer);
    request?.abort();
    const own = (request = new AbortController());
    const limit = setTimeout(() => own.abort(), PATIENCE);
    const answer = await get(own.signal).catch(reportError);
    clearTimeout(limit);
    // One that was ended for the sake of a newer one is no failure.
    if (request !== own) return;
    failures = answer ? 0 : failures + 1;
    if (answer) wished = reasonable(answer.next_poll_ms);
    schedule(0.2);
  }

  return {
    ask,

    /** Ask at once, and from then on. */
    wake() {
      isResting = false;
      ask();
    },

    /**
     * Ask from now on, but not at once: readers who lost their streams together would ask together.
     * @param {unknown} ms the pause that the server wishes, if it said so
     */
    start(ms = wished) {
      wished = reasonable(ms);
      if (isResting) {
        isResting = false;
        schedule(1);
      }
    },

    /** Ask no more. */
    rest() {
      isResting = true;
      clearTimeout(timer);
    },
  };
}
