/**
 * A choice that this browser remembers for the desk, as long as it may keep anything.
 * @template T
 * @param {string} name
 * @param {T} usual
 */
export function remembered(name, usual) {
  const key = `desk ${name}`;
  let value = read() ?? usual;

  function read() {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      // A browser that lets pages keep nothing, or words that are not ours: the usual choice holds.
      return null;
    }
  }

  return {
    /** @returns {T} */
    get: () => value,

    /** @param {T} chosen */
    set(chosen) {
      value = chosen;
      try {
        localStorage.setItem(key, JSON.stringify(chosen));
      } catch {
        // It holds until the page is left.
      }
    },
  };
}
