const SILENCE = 30_000;

/**
 * The words for a number, as the server wrote them into `data-one` and `data-many` (where %s is the number).
 * @param {HTMLElement} element
 * @param {number} count
 */
export function counted(element, count) {
  const { one, many } = element.dataset;
  return count === 1 ? one : many.replace("%s", count.toLocaleString(document.documentElement.lang || undefined));
}

/** Tells people who hear the page how many updates came: politely, and at most once in 30 seconds. */
export class Announcer {
  #element;
  #untold = 0;
  #isSilent = false;

  /** @param {HTMLElement|null} element a live region */
  constructor(element) {
    this.#element = element;
  }

  /** @param {number} count new updates that came */
  announce(count) {
    this.#untold += count;
    if (this.#untold > 0 && !this.#isSilent) this.#tell();
  }

  /** Say at once that what the reader was reading has gone. */
  announceWithdrawal() {
    this.#say(this.#element?.dataset.withdrawn ?? "");
  }

  #tell() {
    this.#say(this.#element ? counted(this.#element, this.#untold) : "");
    this.#untold = 0;
    this.#isSilent = true;
    setTimeout(() => this.#listen(), SILENCE);
  }

  // The same words again are heard only where others, or none, stood between.
  #listen() {
    this.#isSilent = false;
    this.#say("");
    setTimeout(() => this.announce(0), 100);
  }

  #say(words) {
    if (this.#element) this.#element.textContent = words;
  }
}
