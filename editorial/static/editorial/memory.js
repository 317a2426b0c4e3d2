/** What a browser keeps for this site. Some refuse, or are full: then the next visit is as the first one. */

/**
 * @param {string} name
 * @returns {any} what was kept under this name; null where nothing was
 */
export function recall(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}

/**
 * @param {string} name
 * @param {unknown} value what JSON can hold
 */
export function keep(name, value) {
  try {
    localStorage.setItem(name, JSON.stringify(value));
  } catch {
    // It holds for as long as the page is open.
  }
}
