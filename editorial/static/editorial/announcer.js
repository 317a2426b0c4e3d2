import { counted } from "./counted.js";

const BETWEEN_WORDS = 30_000;

/**
 * Tells people who hear the page how many updates came: politely, and at most once in 30 seconds.
 * @param {HTMLElement} element a live region
 */
export function announcerOf(element) {
  let untold = 0;
  let isSilent = false;

  /** @param {number} count new updates that came */
  function announce(count) {
    untold += count;
    if (!untold || isSilent) return;
    element.textContent = counted(element, untold);
    untold = 0;
    isSilent = true;
    setTimeout(listen, BETWEEN_WORDS);
  }

  // The same words again are heard only where others, or none, stood between.
  function listen() {
    isSilent = false;
    element.textContent = "";
    setTimeout(announce, 100, 0);
  }

  return {
    announce,

    /** Say at once that what the reader was reading has gone. */
    announceWithdrawal() {
      element.textContent = element.dataset.withdrawn;
    },
  };
}
