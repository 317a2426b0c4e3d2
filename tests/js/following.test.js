/** A page is kept up by the stream; what is lost on the way is asked for, and no more than that. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { FakeEventSource, settled } from "./browser.js";
import { randomFrom } from "./newsroom.js";
import { beat, changeUnheard, opened, server, truth } from "./tab.js";

test("what changes comes by the stream, and nothing is asked while it lives", async () => {
  const open = await opened();

  for (let step = 0; step < 20; step += 1) {
    const before = changeUnheard(open);
    server.changes(open.newsroom, before);
    await beat(open, 60);
  }

  assert.deepEqual(open.tab.shown, truth(open.newsroom));
  assert.equal(open.tab.asked, 0);
  assert.equal(FakeEventSource.opened.length, 1);
});

test("the stream begins at what the page shows", async () => {
  const { newsroom } = await opened();

  const { url } = FakeEventSource.last;

  assert.equal(url, `/stream/?since=${newsroom.version}&epoch=e`);
});

test("a message that was lost is missed at the next one, and asked for", async () => {
  const open = await opened();
  changeUnheard(open);
  const before = changeUnheard(open);

  server.changes(open.newsroom, before);
  await open.clock.pass(2_000);

  assert.deepEqual(open.tab.shown, truth(open.newsroom));
  assert.equal(open.tab.asked, 1);
});

test("a message that was lost is missed at the next heartbeat, and asked for", async () => {
  const open = await opened();
  changeUnheard(open);

  await beat(open, 15);
  await open.clock.pass(2_000);

  assert.deepEqual(open.tab.shown, truth(open.newsroom));
  assert.equal(open.tab.asked, 1);
});

test("what a heartbeat names and the next message brings is not asked for", async () => {
  const open = await opened();
  const before = changeUnheard(open);

  server.heartbeat(open.newsroom);
  await open.clock.pass(400);
  server.changes(open.newsroom, before);
  await open.clock.pass(10_000);

  assert.deepEqual(open.tab.shown, truth(open.newsroom));
  assert.equal(open.tab.asked, 0);
});

test("several messages in a row that leave a gap are one reason to ask, though the server cannot answer", async () => {
  const open = await opened();
  open.tab.isOnline = false;
  changeUnheard(open);

  for (let step = 0; step < 5; step += 1) {
    const before = changeUnheard(open);
    server.changes(open.newsroom, before);
    await open.clock.pass(100);
  }
  await open.clock.pass(800);

  assert.equal(open.tab.asked, 1);
});

test("a second loss is missed as the first was", async () => {
  const open = await opened();
  for (let step = 0; step < 2; step += 1) {
    changeUnheard(open);
    await beat(open, 30);
  }

  await open.clock.pass(2_000);

  assert.deepEqual(open.tab.shown, truth(open.newsroom));
  assert.equal(open.tab.asked, 2);
});

test("after asking once for what was lost it listens on, and asks no more", async () => {
  const open = await opened();
  changeUnheard(open);

  await beat(open, 600);

  assert.equal(open.tab.asked, 1);
});

test("a heartbeat of another history has the page got anew", async () => {
  const open = await opened();
  open.newsroom.epoch = "f";

  await beat(open, 15);
  await open.clock.pass(2_000);

  assert.equal(open.tab.copy.epoch, "f");
  assert.deepEqual(open.tab.shown, truth(open.newsroom));
});

test("a stream that sends for the whole page gets it", async () => {
  const open = await opened();
  const before = changeUnheard(open);

  FakeEventSource.last.send("changes", { epoch: "e", to: before + 1, reload: true });
  await settled();

  assert.deepEqual(open.tab.shown, truth(open.newsroom));
  assert.equal(open.tab.asked, 0);
});

test("lost, doubled, late, stale and reordered messages: the page ends with what the newsroom has", async () => {
  for (let seed = 1; seed <= 40; seed += 1) {
    const open = await opened();
    const random = randomFrom(seed);
    open.newsroom.random = random;
    const messages = [];
    for (let step = 0; step < 60; step += 1) {
      const { version } = open.newsroom;
      open.newsroom.change();
      messages.push(["changes", open.newsroom.changes(version)], ["heartbeat", { epoch: "e", to: version }]);
      const arriving = open.newsroom.pick(messages.slice(-12));
      if (random() < 0.7) FakeEventSource.open.forEach((stream) => stream.send(...arriving));
      if (random() < 0.3) await open.clock.pass(random() * 3_000);
    }

    await beat(open, 15);
    await open.clock.pass(400_000);

    assert.deepEqual(open.tab.shown, truth(open.newsroom), `seed ${seed}`);
  }
});
