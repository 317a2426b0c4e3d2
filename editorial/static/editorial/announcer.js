const BETWEEN_WORDS = 30_000;

/**
 * The words for a number, as the server wrote them into `data-one` and `data-many` (where %s is the number).
 * @param {HTMLElement} element
 * @param {number} count
 */
export function counted({ dataset: { one, many } }, count) {
  return count === 1 ? one : many?.replace("%s", count.toLocaleString(document.documentElement.lang || undefined));
}

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
