import assert from "node:assert/strict";
import { test } from "node:test";

import { Polling, Unanswered, jittered, pause, reasonable } from "../../editorial/static/editorial/polling.js";

/** A clock that a test turns: `pauses` are the waiting times asked for. */
class Clock {
  #now = 0;
  #alarms = new Map();
  #last = 0;

  setTimeout = (ring, ms) => {
    this.#last += 1;
    this.#alarms.set(this.#last, { ring, at: this.#now + ms });
    return this.#last;
  };

  clearTimeout = (alarm) => this.#alarms.delete(alarm);

  get pauses() {
    return [...this.#alarms.values()].map(({ at }) => at - this.#now);
  }

  async pass(ms) {
    this.#now += ms;
    for (const [key, { ring, at }] of [...this.#alarms]) {
      if (at <= this.#now && this.#alarms.delete(key)) ring();
    }
    await settled();
  }
}

/** Everything that waits for nothing but its turn has had it. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** A polling whose answers are these, in turn; a function may look at the request's signal. */
function pollingOf(answers) {
  const clock = new Clock();
  const asked = [];
  const reported = [];
  const ask = async (signal) => {
    asked.push(signal);
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return typeof answer === "function" ? answer(signal) : answer;
  };
  const polling = new Polling(ask, { clock, random: () => 0.5, report: (error) => reported.push(error) });
  return { polling, clock, asked, reported };
}

const hangs = (signal) => new Promise((_, reject) => {
  signal.addEventListener("abort", () => reject(new Unanswered("aborted")));
});

test("it asks again after the pause that the server wishes", async () => {
  const { polling, clock, asked } = pollingOf([300_000, 10_000]);
  polling.start();

  await clock.pass(10_000);

  assert.equal(asked.length, 1);
  assert.deepEqual(clock.pauses, [300_000]);
});

test("pauses differ by up to a tenth from reader to reader", () => {
  const shortest = jittered(10_000, () => 0);
  const longest = jittered(10_000, () => 1);

  assert.deepEqual([shortest, longest].map(Math.round), [9_000, 11_000]);
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
  const { polling, clock } = pollingOf([new Unanswered(), new Unanswered(), new Unanswered(), 10_000]);
  polling.start();

  for (const ms of [10_000, 10_000, 10_000, 20_000]) await clock.pass(ms);

  assert.deepEqual(clock.pauses, [10_000]);
});

test("a request that hangs is given up, and another follows", async () => {
  const { polling, clock, asked } = pollingOf([hangs, 10_000]);
  polling.wake();

  await clock.pass(20_000);
  await clock.pass(10_000);

  assert.equal(asked[0].aborted, true);
  assert.equal(asked.length, 2);
});

test("woken, it asks at once, and the request under way ends: one at a time", async () => {
  const { polling, clock, asked } = pollingOf([hangs, 10_000]);
  polling.wake();

  polling.wake();
  await settled();

  assert.deepEqual(asked.map((signal) => signal.aborted), [true, false]);
  assert.deepEqual(clock.pauses, [10_000]);
});

test("resting, it asks nothing; woken, it asks at once", async () => {
  const { polling, clock, asked } = pollingOf([10_000]);
  polling.start();
  polling.rest();
  await clock.pass(3_600_000);
  const whileResting = asked.length;

  polling.wake();
  await settled();

  assert.deepEqual([whileResting, asked.length], [0, 1]);
});

test("an answer that comes while it rests does not set it going", async () => {
  const { polling, clock } = pollingOf([10_000]);
  polling.wake();

  polling.rest();
  await settled();

  assert.deepEqual(clock.pauses, []);
});

test("a fault of the page is reported, and the asking goes on", async () => {
  const fault = new TypeError("no such place");
  const { polling, clock, reported } = pollingOf([fault]);
  polling.wake();

  await settled();

  assert.deepEqual(reported, [fault]);
  assert.deepEqual(clock.pauses, [10_000]);
});
