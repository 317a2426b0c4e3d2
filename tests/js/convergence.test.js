/** Whatever becomes of the answers on their way, a reader never goes back, and ends with what the server has. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Copy } from "../../editorial/static/editorial/apply.js";
import { ForgetsWithdrawn, LosesItsPlace, SkipsGaps, TakesAnyStatus, TakesAnyStory, TakesAnyVersion } from "./broken-copies.js";
import { FakePage } from "./fake-page.js";
import { Newsroom, randomFrom } from "./newsroom.js";

const SEEDS = Array.from({ length: 150 }, (_, index) => index + 1);
const FLOOR = "0200-000000";

/** A reader whose page was opened at the newsroom's present version. */
class Reader {
  constructor(newsroom, Variant, floor = FLOOR) {
    this.newsroom = newsroom;
    this.Variant = Variant;
    this.floor = floor;
    this.reload();
  }

  reload() {
    const snapshot = this.newsroom.snapshot(this.floor);
    this.copy = new this.Variant(snapshot);
    this.page = new FakePage(snapshot.entries);
    this.page.showStory(this.newsroom.story);
    this.page.showStatus(this.newsroom.status);
  }

  hear(answer) {
    const verdict = this.copy.verdict(answer);
    if (verdict === "reload") this.reload();
    if (verdict === "apply") this.copy.apply(answer, this.page);
  }

  get view() {
    const { shown, story, status } = this.page;
    return { shown, story: { ...story }, status, cursor: this.copy.cursor };
  }
}

/** What the server would render now. */
function truth(newsroom, floor = FLOOR) {
  const page = new FakePage(newsroom.snapshot(floor).entries);
  return { shown: page.shown, story: newsroom.story, status: newsroom.status, cursor: newsroom.version };
}

/** The version of everything that is shown, read from its text; a withdrawn entry is not among them. */
function versionsOf({ shown, story }) {
  return new Map([...shown, ...Object.values(story)].map((text) => text.split(" at ")).map(([id, v]) => [id, +v]));
}

/** Remembers the newest that was ever shown or withdrawn, and refuses what is older. */
class NeverBack {
  #newest = new Map();
  #cursor = 0;

  see(view) {
    const versions = versionsOf(view);
    versions.forEach((version, id) => {
      const highest = this.#newest.get(id) ?? 0;
      assert.ok(version >= highest, `${id} went back from ${highest} to ${version}`);
    });
    this.#newest.forEach((highest, id) => {
      // It has left the page: what it last was must not come again.
      if (!versions.has(id)) this.#newest.set(id, Math.floor(highest) + 0.5);
    });
    versions.forEach((version, id) => this.#newest.set(id, version));
    assert.ok(view.cursor >= this.#cursor, "the cursor went back");
    this.#cursor = view.cursor;
  }
}

/** 200 steps of a newsroom at work and a network that drops, repeats, delays and reorders; then quiet. */
function follow(seed, Variant) {
  const newsroom = new Newsroom(randomFrom(seed));
  for (let step = 0; step < 20; step += 1) newsroom.change();
  const reader = new Reader(newsroom, Variant);
  const guard = new NeverBack();
  const sent = [];
  for (let step = 0; step < 200; step += 1) {
    if (newsroom.random() < 0.5) newsroom.change();
    if (newsroom.random() < 0.6) sent.push(newsroom.changes(reader.copy.cursor));
    // Any answer ever sent may arrive now, or never, or twice; another reader's too, who began elsewhere.
    if (newsroom.random() < 0.2) sent.push(newsroom.changes(newsroom.version - Math.floor(50 * newsroom.random() ** 3)));
    if (sent.length && newsroom.random() < 0.7) reader.hear(newsroom.pick(sent.slice(-30)));
    guard.see(reader.view);
  }
  reader.hear(newsroom.changes(reader.copy.cursor));
  assert.deepEqual(reader.view, truth(newsroom));
  sent.slice(-30).filter((answer) => !answer.reload).forEach((answer) => {
    reader.hear(answer);
    guard.see(reader.view);
  });
  assert.deepEqual(reader.view, truth(newsroom));
}

const ordersOf = (entries) => [...entries].map(({ order }) => order).sort();

/** The page of older entries below the last one shown, as the server renders it now. */
function olderPage(newsroom, page) {
  const [last] = ordersOf(page.entries.values());
  const { entries, ...snapshot } = newsroom.snapshot("");
  const below = ordersOf(entries).filter((order) => order < last).slice(-5);
  const [floor] = below;
  return { ...snapshot, floor, last, entries: entries.filter(({ order }) => below.includes(order)) };
}

/** As `older.js` does: a page that does not begin where this one ends is left aside. */
function goOn(reader, older) {
  const [last] = ordersOf(reader.page.entries.values());
  if (older.last === last && older.entries.length) reader.copy.extend(older, reader.page);
}

/** A reader who goes on to older entries while the newsroom works; pages may be late. */
function scroll(seed, Variant) {
  const newsroom = new Newsroom(randomFrom(seed));
  for (let step = 0; step < 40; step += 1) {
    newsroom.version += 1;
    newsroom.publish();
  }
  const reader = new Reader(newsroom, Variant, "0800-000000");
  const guard = new NeverBack();
  const pages = [];
  for (let step = 0; step < 120; step += 1) {
    if (newsroom.random() < 0.4) newsroom.change();
    if (newsroom.random() < 0.5) reader.hear(newsroom.changes(reader.copy.cursor));
    if (newsroom.random() < 0.3) pages.push(olderPage(newsroom, reader.page));
    if (pages.length && newsroom.random() < 0.3) goOn(reader, newsroom.pick(pages.slice(-4)));
    guard.see(reader.view);
  }
  reader.hear(newsroom.changes(reader.copy.cursor));
  assert.deepEqual(reader.view, truth(newsroom, reader.copy.floor));
}

class TakesOldPages extends Copy {
  extend(older, page) {
    return super.extend({ ...older, version: Infinity }, page);
  }
}

test("who goes on to older entries while others come has all of them, as they are", () => {
  SEEDS.forEach((seed) => scroll(seed, Copy));
});

test("a reader who takes older pages of an earlier version is found out", () => {
  assert.throws(() => SEEDS.forEach((seed) => scroll(seed, TakesOldPages)), assert.AssertionError);
});

test("every reader ends with what the server has, and none goes back", () => {
  SEEDS.forEach((seed) => follow(seed, Copy));
});

for (const Variant of [TakesAnyVersion, ForgetsWithdrawn, TakesAnyStory, TakesAnyStatus, LosesItsPlace, SkipsGaps]) {
  test(`a reader that ${Variant.name} is found out`, () => {
    const attempts = () => SEEDS.forEach((seed) => follow(seed, Variant));

    assert.throws(attempts, assert.AssertionError);
  });
}
