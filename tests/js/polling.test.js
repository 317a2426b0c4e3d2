import assert from "node:assert/strict";
import { test } from "node:test";

import { pause, pollingOf, reasonable } from "../../editorial/static/editorial/polling.js";
import { newBrowser, settled } from "./browser.js";

/** A polling whose answers are these, in turn; a function may look at the request's signal. */
function pollingWith(answers) {
  const clock = newBrowser();
  const asked = [];
  const reported = [];
  globalThis.reportError = (error) => void reported.push(error);
  const polling = pollingOf(async (signal) => {
    asked.push(signal);
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return typeof answer === "function" ? answer(signal) : answer && { next_poll_ms: answer };
  });
  return { polling, clock, asked, reported };
}

const hangs = (signal) => new Promise((resolve) => signal.addEventListener("abort", () => resolve(null)));

test("it asks again after the pause that the server wishes", async () => {
  const { polling, clock, asked } = pollingWith([300_000, 10_000]);
  polling.start();

  await clock.pass(10_000);

  assert.equal(asked.length, 1);
  assert.deepEqual(clock.pauses, [300_000]);
});

test("pauses differ by up to a tenth from reader to reader", async () => {
  const { polling, clock } = pollingWith([10_000, 10_000]);

  const pauses = [];
  for (const chance of [0, 1]) {
    clock.random = chance;
    polling.wake();
    await settled();
    pauses.push(...clock.pauses.map(Math.round));
  }

  assert.deepEqual(pauses, [9_000, 11_000]);
});

test("readers who begin together first ask at any time within one pause and a half", async () => {
  const { polling, clock } = pollingWith([]);

  const pauses = [];
  for (const chance of [0, 1]) {
    clock.random = chance;
    polling.rest();
    polling.start();
    pauses.push(...clock.pauses);
  }

  assert.deepEqual(pauses, [5_000, 15_000]);
});

test("begun again while it asks, it asks no later", async () => {
  const { polling, clock, asked } = pollingWith([10_000]);
  polling.start();
  await clock.pass(9_000);

  polling.start();
  await clock.pass(1_000);

  assert.equal(asked.length, 1);
});

test("a server in trouble is asked less and less often, but within about a minute", () => {
  const pauses = [1, 2, 3, 4, 5, 50].map((failures) => pause(failures, 1_000));

  assert.deepEqual(pauses, [5_000, 10_000, 20_000, 40_000, 60_000, 60_000]);
});

test("an ended page asks a server in trouble no more often than in good times", () => {
  const after = pause(1, 300_000);

  assert.equal(after, 300_000);
});

test("a wish that makes no sense is not followed", () => {
  const pauses = [undefined, Number.NaN, "soon", 0, -5, 10 ** 12].map(reasonable);

  assert.deepEqual(pauses, [10_000, 10_000, 10_000, 1_000, 1_000, 600_000]);
});

test("after failures an answer brings the server's own pace back", async () => {
  const { polling, clock } = pollingWith([null, null, null, 10_000]);
  polling.start();

  for (const ms of [10_000, 10_000, 10_000, 20_000]) await clock.pass(ms);

  assert.deepEqual(clock.pauses, [10_000]);
});

test("a request that hangs is given up, and another follows", async () => {
  const { polling, clock, asked } = pollingWith([hangs, 10_000]);
  polling.wake();

  await clock.pass(20_000);
  await clock.pass(10_000);

  assert.equal(asked[0].aborted, true);
  assert.equal(asked.length, 2);
});

test("woken, it asks at once, and the request under way ends: one at a time", async () => {
  const { polling, clock, asked } = pollingWith([hangs, 10_000]);
  polling.wake();

  polling.wake();
  await settled();

  assert.deepEqual(asked.map((signal) => signal.aborted), [true, false]);
  assert.deepEqual(clock.pauses, [10_000]);
});

test("an answer to a request that was ended is of no account, however late it comes", async () => {
  let answerFirst;
  const late = () => new Promise((resolve) => (answerFirst = resolve));
  const { polling, clock } = pollingWith([late, 2_000]);
  polling.wake();
  polling.wake();
  await settled();

  answerFirst(null);
  await settled();

  assert.deepEqual(clock.pauses, [2_000]);
});

test("resting, it asks nothing; woken, it asks at once", async () => {
  const { polling, clock, asked } = pollingWith([10_000]);
  polling.start();
  polling.rest();
  await clock.pass(3_600_000);
  const whileResting = asked.length;

  polling.wake();
  await settled();

  assert.deepEqual([whileResting, asked.length], [0, 1]);
});

test("asked once while it rests, it rests on", async () => {
  const { polling, clock, asked } = pollingWith([10_000]);

  polling.ask();
  await settled();

  assert.equal(asked.length, 1);
  assert.deepEqual(clock.pauses, []);
});

test("an answer that comes while it rests does not set it going", async () => {
  const { polling, clock } = pollingWith([10_000]);
  polling.wake();

  polling.rest();
  await settled();

  assert.deepEqual(clock.pauses, []);
});

test("a fault of the page is reported, and the asking goes on", async () => {
  const fault = new TypeError("no such place");
  const { polling, clock, reported } = pollingWith([fault]);
  polling.wake();

  await settled();

  assert.deepEqual(reported, [fault]);
  assert.deepEqual(clock.pauses, [10_000]);
});
