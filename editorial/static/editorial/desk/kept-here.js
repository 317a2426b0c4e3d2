/**
 * What this browser keeps for a person and a story, in one drawer: things by name, each by itself, so that two windows
 * never write over each other's.
 * @param {string} drawer
 */
export function drawerOf(drawer, { person, story }) {
  const prefix = `desk ${drawer} ${person} ${story} `;

  function read(key) {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  }

  return {
    /**
     * Keep it under the name, in the place of what was there.
     * @param {string} name
     * @param {object} thing
     * @returns {boolean} whether the browser keeps it: it may be full, or forbid it
     */
    put(name, thing) {
      try {
        localStorage.setItem(prefix + name, JSON.stringify(thing));
        return true;
      } catch {
        return false;
      }
    },

    /** @param {string} name */
    drop(name) {
      try {
        localStorage.removeItem(prefix + name);
      } catch {
        // What cannot be kept is not there.
      }
    },

    /** All that is kept, as [name, thing]. @returns {[string, any][]} */
    all() {
      let keys = [];
      try {
        keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix));
      } catch {
        // Forbidden: nothing is kept.
      }
      const things = keys.map((key) => [key.slice(prefix.length), read(key)]);
      return things.filter(([, thing]) => thing !== null);
    },
  };
}
