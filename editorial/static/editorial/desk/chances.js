import { Unreachable } from "./asking.js";

const CHANCE_MS = 5_000;

/**
 * Wait until something that failed may be tried again: after a pause, or at once when the network is back or the
 * person has signed in again.
 * @param {number} pause in milliseconds
 * @param {AbortSignal} [signal] ends the waiting, and rejects
 * @returns {Promise<void>}
 */
export function anotherChance(pause, signal) {
  if (signal?.aborted) return Promise.reject(signal.reason);
  const over = new AbortController();
  return new Promise((done, fail) => {
    const timer = setTimeout(done, pause);
    const soon = () => (clearTimeout(timer), done());
    addEventListener("online", soon, { signal: over.signal });
    // It does not bubble; whoever captures hears it all the same.
    addEventListener("desk:signed-in", soon, { signal: over.signal, capture: true });
    signal?.addEventListener("abort", () => (clearTimeout(timer), fail(signal.reason)), { signal: over.signal });
  }).finally(() => over.abort());
}

/**
 * Ask until the server answers.
 * @param {typeof import("./asking.js").ask} ask
 * @param {string} path
 * @returns {Promise<import("./asking.js").Answer>}
 */
export async function askUntilAnswered(ask, path) {
  for (;;) {
    try {
      const answer = await ask(path);
      if (answer.status < 500) return answer;
    } catch (fault) {
      if (!(fault instanceof Unreachable)) throw fault;
    }
    await anotherChance(CHANCE_MS);
  }
}
