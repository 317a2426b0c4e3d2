import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { keep, recall } from "../../editorial/static/editorial/memory.js";

/** A browser's store, as far as memory.js asks it. */
function store(entries = {}) {
  const kept = new Map(Object.entries(entries));
  return { getItem: (name) => kept.get(name) ?? null, setItem: (name, value) => kept.set(name, value) };
}

afterEach(() => {
  delete globalThis.localStorage;
});

test("what is kept is recalled as it was", () => {
  globalThis.localStorage = store();

  keep("read", { a: { order: "1", at: 2 } });

  assert.deepEqual(recall("read"), { a: { order: "1", at: 2 } });
});

test("nothing is recalled where nothing was kept, or what was kept is no longer to be read", () => {
  globalThis.localStorage = store({ read: "{broken" });

  const recalled = [recall("read"), recall("paused")];

  assert.deepEqual(recalled, [null, null]);
});

test("a browser that refuses to keep anything, or is full, goes on without", () => {
  globalThis.localStorage = {
    getItem() {
      throw new DOMException("No", "SecurityError");
    },
    setItem() {
      throw new DOMException("Full", "QuotaExceededError");
    },
  };

  keep("read", {});

  assert.equal(recall("read"), null);
});
