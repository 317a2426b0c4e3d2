import { counted } from "./counted.js";

const BETWEEN_WORDS = 30_000;

/**
 * Tells people who hear the page how many updates came: politely, and at most once in 30 seconds.
 * @param {HTMLElement} element a live region
 */
export function announcerOf(element) {
  let untold = 0;
  let timer;

  /** @param {number} count new updates that came */
  function announce(count) {
    untold += count;
    if (timer || !untold) return;
    say(counted(element, untold));
    untold = 0;
  }

  // Counts wait until what was said has been heard.
  function say(words) {
    element.textContent = words;
    timer ||= setTimeout(listen, BETWEEN_WORDS);
  }

  // The same words again are heard only where others, or none, stood between.
  function listen() {
    timer = null;
    element.textContent = "";
    setTimeout(announce, 100, 0);
  }

  return {
    announce,

    /** Say at once that what the reader was reading has gone. */
    announceWithdrawal: () => say(element.dataset.withdrawn),
  };
}
