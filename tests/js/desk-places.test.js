/** A few places for all windows of a browser. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { takePlace } from "../../editorial/static/editorial/desk/places.js";

/** Locks as a browser has them, for all its windows; `leave` lets a window's go. */
function browsersLocks() {
  const held = new Set();
  return {
    held,
    request: async (name, { ifAvailable }, got) => {
      assert.ok(ifAvailable, "nobody waits in line for a place");
      if (held.has(name)) return got(null);
      held.add(name);
      await got({ name });
      return held.delete(name);
    },
  };
}

function withLocks(locks) {
  Object.defineProperty(globalThis, "navigator", { value: { locks }, configurable: true });
}

test("the places go to those who come first, and one that was left to the next", async () => {
  const locks = browsersLocks();
  withLocks(locks);

  const taken = [await takePlace("stream", 2), await takePlace("stream", 2), await takePlace("stream", 2)];
  locks.held.delete("stream 1");
  const next = await takePlace("stream", 2);

  assert.deepEqual(taken, [true, true, false]);
  assert.equal(next, true);
});

test("where a browser has no locks, everyone has a place", async () => {
  withLocks(undefined);

  assert.equal(await takePlace("stream", 0), true);
});
