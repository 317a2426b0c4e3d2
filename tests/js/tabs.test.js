/** Tabs of one browser that show the same story share one stream; none is lost when the tab that holds it goes. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { FakeChannel, FakeEventSource, newBrowser, settled } from "./browser.js";
import { Newsroom, randomFrom } from "./newsroom.js";
import { Tab, beat, changeUnheard, opened, server, truth, turnUnheard } from "./tab.js";

/** A change, and the stream's word of it. */
async function publish(open) {
  const before = changeUnheard(open);
  server.changes(open.newsroom, before);
  await settled();
}

const asked = (tabs) => tabs.reduce((sum, tab) => sum + tab.asked, 0);

function assertAllShow(newsroom, tabs) {
  tabs.forEach((tab) => assert.deepEqual(tab.shown, truth(newsroom)));
}

test("three tabs have one stream, and each shows what it brings, without asking", async () => {
  const open = await opened(3);

  await publish(open);
  await beat(open, 300);

  assert.equal(FakeEventSource.opened.length, 1);
  assertAllShow(open.newsroom, open.tabs);
  assert.equal(asked(open.tabs), 0);
});

test("a tab that joins hears at once that the stream lives", async () => {
  const open = await opened(1);

  open.tabs.push(new Tab(open.newsroom));
  await open.clock.pass(14_000);

  assert.equal(asked(open.tabs), 0);
});

test("a tab that joins with an older page is brought up at once", async () => {
  const open = await opened(1);
  const old = open.newsroom.snapshot("");
  await publish(open);

  const tab = new Tab(open.newsroom, old);
  await open.clock.pass(2_000);

  assert.deepEqual(tab.shown.entries, truth(open.newsroom).entries);
});

test("when the tab with the stream goes, another takes it over, and nothing is missed", async () => {
  const open = await opened(3);
  const [first, ...others] = open.tabs;
  first.following.rest();
  changeUnheard(open);
  await settled();

  const streams = FakeEventSource.open;
  server.heartbeat(open.newsroom);
  await open.clock.pass(2_000);

  assert.equal(streams.length, 1);
  assert.notEqual(streams[0], FakeEventSource.opened[0]);
  assertAllShow(open.newsroom, others);
});

test("hidden and seen again, the tab that held the stream hears it from the one that holds it now", async () => {
  const open = await opened(2);
  const [first] = open.tabs;
  first.following.rest();
  await settled();
  server.heartbeat(open.newsroom);

  first.following.wake();
  await settled();
  await publish(open);
  await beat(open, 60);

  assert.equal(FakeEventSource.open.length, 1);
  assertAllShow(open.newsroom, open.tabs);
  assert.equal(asked(open.tabs), 1);
});

test("hidden tabs hold no stream, and hear none", async () => {
  const open = await opened(3);
  const before = truth(open.newsroom);

  open.tabs.forEach((tab) => tab.following.rest());
  await settled();
  await publish(open);
  await open.clock.pass(600_000);

  assert.equal(FakeEventSource.open.length, 0);
  assert.equal(asked(open.tabs), 0);
  open.tabs.forEach((tab) => assert.deepEqual(tab.shown, before));
});

test("a hidden tab hears nothing from the others", async () => {
  const open = await opened(2);
  const [, second] = open.tabs;
  const before = truth(open.newsroom);
  second.following.rest();

  await publish(open);
  await beat(open, 60);

  assert.deepEqual(second.shown, before);
  assert.equal(asked(open.tabs), 0);
});

test("a tab that joins while the stream is broken asks", async () => {
  const open = await opened(1);
  FakeEventSource.last.break();

  const tab = new Tab(open.newsroom);
  await open.clock.pass(20_000);

  assert.ok(tab.asked > 0);
});

test("tabs that hear nothing from the one with the stream ask for themselves", async () => {
  const open = await opened(2);
  FakeChannel.isDeaf = true;

  await publish(open);
  await beat(open, 60);

  assert.equal(open.tabs[0].asked, 0);
  assert.ok(open.tabs[1].asked >= 1);
  assertAllShow(open.newsroom, open.tabs);
});

test("messages that one tab does not hear are missed by it at the next heartbeat", async () => {
  const open = await opened(2);
  FakeChannel.isDeaf = true;
  await publish(open);
  FakeChannel.isDeaf = false;

  await beat(open, 15);
  await open.clock.pass(2_000);

  assert.deepEqual(open.tabs.map((tab) => tab.asked), [0, 1]);
  assertAllShow(open.newsroom, open.tabs);
});

test("when the stream breaks off, all of them ask; when it is back, none", async () => {
  const open = await opened(2);
  FakeEventSource.last.break();
  await open.clock.pass(20_000);
  const whileBroken = open.tabs.map((tab) => tab.asked > 0);

  server.heartbeat(open.newsroom);
  await settled();
  const before = asked(open.tabs);
  await beat(open, 120);

  assert.deepEqual(whileBroken, [true, true]);
  assert.equal(asked(open.tabs), before);
});

test("where no stream can be had one tab tries again, not each of them", async () => {
  const open = await opened(3);

  for (let second = 0; second < 300; second += 1) {
    FakeEventSource.open.forEach((stream) => stream.refuse());
    await open.clock.pass(1_000);
    assert.ok(FakeEventSource.open.length <= 1);
  }

  assert.ok(FakeEventSource.opened.length < 20, `${FakeEventSource.opened.length} tries`);
  assert.ok(open.tabs.every((tab) => tab.asked > 20));
});

test("a tab that is sent for the whole page does not send the others with it", async () => {
  const open = await opened(2);
  const [first, second] = open.tabs;
  const { copy } = second;
  const old = first.copy;

  FakeEventSource.last.send("changes", { epoch: "e", to: open.newsroom.version, reload: true });
  await settled();

  assert.notEqual(first.copy, old);
  assert.equal(second.copy, copy);
});

test("the end of coverage reaches all of them, and closes the stream", async () => {
  const open = await opened(2);
  const before = turnUnheard(open);

  server.changes(open.newsroom, before);
  await open.clock.pass(60_000);

  assert.deepEqual(open.tabs.map((tab) => tab.shown.status), ["ended", "ended"]);
  assert.equal(FakeEventSource.open.length, 0);
  assert.equal(asked(open.tabs), 0);
});

for (const browser of [{ hasLocks: false }, { hasChannels: false }]) {
  test(`each tab has a stream of its own where ${JSON.stringify(browser)}`, async () => {
    const open = await opened(2, browser);

    await publish(open);
    await beat(open, 60);

    assert.equal(FakeEventSource.open.length, 2);
    assertAllShow(open.newsroom, open.tabs);
    assert.equal(asked(open.tabs), 0);
  });
}

test("a tab has a stream of its own where the browser refuses locks", async () => {
  const clock = newBrowser();
  navigator.locks.request = () => Promise.reject(new DOMException("not here", "SecurityError"));

  const tab = new Tab(new Newsroom(randomFrom(7)));
  await clock.pass(1_000);
  tab.following.rest();

  assert.equal(FakeEventSource.opened.length, 1);
  assert.equal(FakeEventSource.open.length, 0);
});
