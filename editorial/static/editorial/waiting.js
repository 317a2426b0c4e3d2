import { counted } from "./counted.js";

/** @typedef {import("./apply.js").Item} Item */

/**
 * Entries that wait behind the button, because the reader has scrolled away from where they will stand, or has paused
 * updates.
 * @param {HTMLElement} button
 */
export function waitingBehind(button) {
  const items = new Map();

  function label() {
    button.hidden = !items.size;
    if (items.size) button.textContent = counted(button, items.size);
  }

  return {
    /** It goes when nothing waits. */
    button,

    /** @param {string} id */
    has: (id) => items.has(id),

    /**
     * Keep an entry, or the newer version of one that waits.
     * @param {Item} item
     */
    keep(item) {
      items.set(item.id, item);
      label();
    },

    /** @param {string} id */
    forget(id) {
      items.delete(id);
      label();
    },

    /** @returns {Item[]} all that waited; none waits any more */
    release() {
      const all = [...items.values()];
      items.clear();
      label();
      return all;
    },
  };
}
