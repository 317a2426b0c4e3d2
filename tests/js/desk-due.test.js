/** How long until a scheduled entry is published, as people say it. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { until } from "../../editorial/static/editorial/desk/due.js";

const MINUTE = 60_000;

test("the largest unit that fits is told, rounded, and a moment that has passed is now", () => {
  const told = [46 * MINUTE, 20_000, 125 * MINUTE, 3 * 24 * 60 * MINUTE, -5 * MINUTE].map((ms) => until(ms, "en"));

  assert.deepEqual(told, ["in 46 min.", "in 0 min.", "in 2 hr.", "in 3 days", "in 0 min."]);
});
