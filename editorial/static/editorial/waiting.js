import { counted } from "./announcer.js";

/** @typedef {import("./apply.js").Item} Item */

/** New entries that wait behind the button, because the reader has scrolled away from where they will stand. */
export class Waiting {
  #button;
  #items = new Map();

  /** @param {HTMLButtonElement|null} button */
  constructor(button) {
    this.#button = button;
  }

  /** @param {string} id */
  has(id) {
    return this.#items.has(id);
  }

  get count() {
    return this.#items.size;
  }

  /** Whether the reader's focus is on the button, which goes when nothing waits. */
  get hasFocus() {
    return this.#button !== null && document.activeElement === this.#button;
  }

  /**
   * Keep an entry, or the newer version of one that waits.
   * @param {Item} item
   */
  keep(item) {
    this.#items.set(item.id, item);
    this.#label();
  }

  /** @param {string} id */
  forget(id) {
    this.#items.delete(id);
    this.#label();
  }

  /** @returns {Item[]} all that waited; none waits any more */
  release() {
    const items = [...this.#items.values()];
    this.#items.clear();
    this.#label();
    return items;
  }

  #label() {
    if (!this.#button) return;
    this.#button.hidden = this.count === 0;
    if (this.count) this.#button.textContent = counted(this.#button, this.count);
  }
}
