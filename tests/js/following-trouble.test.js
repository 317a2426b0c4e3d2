/** Where the stream fails a page asks; where nobody looks it rests; and it is current again as soon as it can be. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { FakeEventSource, newBrowser, settled } from "./browser.js";
import { Newsroom, randomFrom } from "./newsroom.js";
import { Tab, beat, changeUnheard, opened, server, truth, turnUnheard } from "./tab.js";

test("a stream without a sign of life for 40 seconds is given up; the page asks at once, and goes on asking", async () => {
  const open = await opened();
  changeUnheard(open);

  await open.clock.pass(46_000);
  const { asked, shown } = open.tab;
  await open.clock.pass(1_000);

  assert.equal(asked, 1);
  assert.deepEqual(shown, truth(open.newsroom));
  assert.equal(FakeEventSource.opened[0].readyState, 2);
});

test("a stream that was given up is tried again, and silences the asking when it lives", async () => {
  const open = await opened();
  await open.clock.pass(120_000);

  const tried = FakeEventSource.opened.length;
  server.heartbeat(open.newsroom);
  const { asked } = open.tab;
  await beat(open, 300);

  assert.ok(tried > 1);
  assert.equal(open.tab.asked, asked);
});

test("a server that has no stream is asked for changes, and for a stream ever more seldom", async () => {
  const open = await opened();
  const tries = [];

  for (let minutes = 0; minutes < 60; minutes += 1) {
    const before = FakeEventSource.opened.length;
    for (let second = 0; second < 60; second += 1) {
      FakeEventSource.open.forEach((stream) => stream.refuse());
      await open.clock.pass(1_000);
    }
    tries.push(FakeEventSource.opened.length - before);
  }
  const inTenMinutes = (from) => tries.slice(from, from + 10).reduce((sum, each) => sum + each, 0);

  assert.ok(open.tab.asked > 300, `${open.tab.asked} times asked`);
  assert.ok(inTenMinutes(0) > inTenMinutes(50), tries.join());
  assert.ok(inTenMinutes(50) <= 4 && inTenMinutes(40) + inTenMinutes(50) >= 2, tries.join());
});

test("what is published while no stream can be had is shown within the server's pause", async () => {
  const open = await opened();
  FakeEventSource.last.refuse();

  changeUnheard(open);
  await open.clock.pass(15_000);

  assert.deepEqual(open.tab.shown, truth(open.newsroom));
});

test("a connection that breaks is left to the browser, which knows the server's pause, and to a second try at most", async () => {
  const { clock } = await opened();
  const [stream] = FakeEventSource.opened;

  stream.break();
  await clock.pass(3_000);
  const isLeft = stream.readyState === 0;
  stream.break();

  assert.ok(isLeft);
  assert.equal(stream.readyState, 2);
});

test("a connection that is back again goes on, and nothing more is asked", async () => {
  const open = await opened();
  FakeEventSource.last.break();
  await open.clock.pass(2_000);

  const before = changeUnheard(open);
  server.heartbeat(open.newsroom);
  server.changes(open.newsroom, before);
  await beat(open, 120);

  assert.deepEqual(open.tab.shown, truth(open.newsroom));
  assert.equal(open.tab.asked, 0);
});

test("a connection that breaks again after it lived is left to the browser again", async () => {
  const open = await opened();
  const [stream] = FakeEventSource.opened;
  stream.break();
  server.heartbeat(open.newsroom);

  stream.break();
  await settled();

  assert.equal(stream.readyState, 0);
});

test("a stream that is tried again has 40 seconds of its own to give a sign of life", async () => {
  const open = await opened();
  FakeEventSource.last.refuse();
  while (FakeEventSource.opened.length < 2) await open.clock.pass(1_000);
  const second = FakeEventSource.last;

  await open.clock.pass(38_000);
  const isOpenAfter38 = second.readyState !== 2;
  await open.clock.pass(10_000);

  assert.ok(isOpenAfter38);
  assert.equal(second.readyState, 2);
});

test("an address that has too many streams asks instead", async () => {
  const open = await opened();

  FakeEventSource.last.refuse();
  await open.clock.pass(30_000);

  assert.ok(open.tab.asked >= 2);
});

test("a hidden page neither listens nor asks; seen again it catches up at once, then listens", async () => {
  const open = await opened();
  open.tab.following.rest();
  changeUnheard(open);
  await open.clock.pass(3_600_000);
  open.clock.sleep(3_600_000);
  await open.clock.pass(60_000);
  const hidden = { asked: open.tab.asked, streams: FakeEventSource.open.length };

  open.tab.following.wake();
  await settled();
  const seen = { asked: open.tab.asked, streams: FakeEventSource.open.length };

  assert.deepEqual(hidden, { asked: 0, streams: 0 });
  assert.deepEqual(seen, { asked: 1, streams: 1 });
  assert.deepEqual(open.tab.shown, truth(open.newsroom));
  assert.match(FakeEventSource.last.url, new RegExp(`since=${open.newsroom.version}&`));
});

test("a page that is hidden while it has no stream asks nothing either", async () => {
  const open = await opened();
  FakeEventSource.last.refuse();

  open.tab.following.rest();
  await open.clock.pass(600_000);

  assert.equal(open.tab.asked, 0);
});

test("a page hidden while it asks stays quiet when the answer comes", async () => {
  const open = await opened();
  open.tab.following.wake();

  open.tab.following.rest();
  await settled();

  assert.equal(FakeEventSource.open.length, 0);
});

test("a page hidden while it waits for what a heartbeat named asks nothing", async () => {
  const open = await opened();
  changeUnheard(open);
  server.heartbeat(open.newsroom);

  open.tab.following.rest();
  await open.clock.pass(60_000);

  assert.equal(open.tab.asked, 0);
});

test("after the machine has slept the page asks within seconds, and opens a stream of its own time", async () => {
  const open = await opened();
  changeUnheard(open);
  open.clock.sleep(3_600_000);

  await open.clock.pass(6_000);

  assert.deepEqual(open.tab.shown, truth(open.newsroom));
  assert.equal(FakeEventSource.opened[0].readyState, 2);
  assert.equal(FakeEventSource.open.length, 1);
});

test("a clock that is set back does not make a silent stream last", async () => {
  const open = await opened();
  open.clock.sleep(-7_200_000);
  changeUnheard(open);

  await open.clock.pass(60_000);

  assert.deepEqual(open.tab.shown, truth(open.newsroom));
});

test("a page that is off line catches up, and has its stream again, when the server answers", async () => {
  const open = await opened();
  open.tab.isOnline = false;
  FakeEventSource.last.refuse();
  changeUnheard(open);
  await open.clock.pass(600_000);
  const streams = FakeEventSource.open.length;

  open.tab.isOnline = true;
  open.tab.following.wake();
  await settled();

  assert.equal(streams, 0);
  assert.deepEqual(open.tab.shown, truth(open.newsroom));
  assert.equal(FakeEventSource.open.length, 1);
});

test("the end of coverage closes the stream; the page then asks as seldom as the server wishes", async () => {
  const open = await opened();
  const before = turnUnheard(open);

  server.changes(open.newsroom, before);
  await open.clock.pass(3_600_000);

  assert.equal(open.tab.shown.status, "ended");
  assert.equal(FakeEventSource.open.length, 0);
  assert.ok(open.tab.asked >= 11 && open.tab.asked <= 14, `${open.tab.asked} times asked`);
});

test("a page of an ended story opens no stream; it does once coverage goes on", async () => {
  const clock = newBrowser();
  const newsroom = new Newsroom(randomFrom(7));
  newsroom.change();
  newsroom.turn();
  const tab = new Tab(newsroom);
  await clock.pass(60_000);
  const whileEnded = FakeEventSource.opened.length;

  newsroom.version += 1;
  newsroom.turn();
  await clock.pass(330_000);

  assert.equal(whileEnded, 0);
  assert.equal(FakeEventSource.open.length, 1);
  assert.deepEqual(tab.shown, truth(newsroom));
});

test("a page that may not be got anew yet leaves the stream alone for a while, and asks", async () => {
  const open = await opened();
  open.tab.mayReload = false;
  open.newsroom.epoch = "f";

  for (let second = 0; second < 60; second += 1) {
    const { version: to } = open.newsroom;
    FakeEventSource.open.forEach((stream) => stream.send("changes", { epoch: "f", to, reload: true }));
    await open.clock.pass(1_000);
  }

  assert.ok(FakeEventSource.opened.length < 5, `${FakeEventSource.opened.length} streams`);
  assert.ok(open.tab.asked > 1 && open.tab.asked < 10, `${open.tab.asked} times asked`);
});
