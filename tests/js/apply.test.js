import assert from "node:assert/strict";
import { test } from "node:test";

import { Copy } from "../../editorial/static/editorial/apply.js";
import { FakePage } from "./fake-page.js";

const entry = (id, version, order, html = `${id} at ${version}`) => ({ id, version, order, html });

const answer = (from, to, entries = [], more = {}) => ({
  epoch: "e", from, to, status: "live", story: null, entries, next_poll_ms: 10_000, ...more,
});

/** A page of two entries, rendered at version 10. */
function opened(more = {}) {
  const copy = new Copy({
    epoch: "e", version: 10, entries: [{ id: "b", version: 9 }, { id: "a", version: 4 }], ...more,
  });
  return { copy, page: new FakePage([entry("b", 9, "2"), entry("a", 4, "1")]) };
}

test("another epoch, or a server that says so, is a page to be got anew", () => {
  const { copy } = opened();

  const verdicts = [answer(10, 11, [], { epoch: "f" }), { epoch: "e", to: 900, reload: true }];

  assert.deepEqual(verdicts.map((each) => copy.verdict(each)), ["reload", "reload"]);
});

test("an answer that begins after what is shown is a gap, one that begins before it is not", () => {
  const { copy } = opened();

  const verdicts = [answer(11, 12), answer(10, 12), answer(3, 12)].map((each) => copy.verdict(each));

  assert.deepEqual(verdicts, ["gap", "apply", "apply"]);
});

test("new, edited and withdrawn entries are shown as the answer has them", () => {
  const { copy, page } = opened();

  copy.apply(answer(10, 13, [entry("c", 11, "3"), entry("a", 12, "1"), entry("b", 13, "2", null)]), page);

  assert.deepEqual(page.shown, ["c at 11", "a at 12"]);
  assert.equal(copy.cursor, 13);
});

test("an entry is placed by its order, which a new time changes", () => {
  const { copy, page } = opened();

  copy.apply(answer(10, 12, [entry("c", 11, "15"), entry("b", 12, "0")]), page);

  assert.deepEqual(page.shown, ["c at 11", "a at 4", "b at 12"]);
});

test("what is as old as what is shown, or older, changes nothing", () => {
  const { copy, page } = opened();

  copy.apply(answer(2, 9, [entry("a", 4, "1", "other"), entry("b", 8, "2", "older")], { status: "ended" }), page);

  assert.deepEqual(page.shown, ["b at 9", "a at 4"]);
  assert.equal(page.status, undefined);
  assert.equal(copy.cursor, 10);
});

test("a stale answer does not bring back what was withdrawn", () => {
  const { copy, page } = opened();
  copy.apply(answer(10, 12, [entry("b", 12, "2", null)]), page);

  copy.apply(answer(8, 9, [entry("b", 9, "2")]), page);

  assert.deepEqual(page.shown, ["a at 4"]);
});

test("a stale answer does not bring what had been withdrawn before the page was opened", () => {
  const { copy, page } = opened();

  copy.apply(answer(5, 7, [entry("gone", 6, "1.5")]), page);

  assert.deepEqual(page.shown, ["b at 9", "a at 4"]);
});

test("a withdrawn entry that is restored is shown again", () => {
  const { copy, page } = opened();
  copy.apply(answer(10, 12, [entry("b", 12, "2", null)]), page);

  copy.apply(answer(12, 13, [entry("b", 13, "2")]), page);

  assert.deepEqual(page.shown, ["b at 13", "a at 4"]);
});

test("what belongs to an older page is not shown, and leaves when its time moves there", () => {
  const { copy, page } = opened({ floor: "1" });

  copy.apply(answer(10, 12, [entry("old", 11, "05"), entry("b", 12, "04")]), page);

  assert.deepEqual(page.shown, ["a at 4"]);
});

test("a page of older entries shows no newer ones, but keeps its own up to date", () => {
  const { copy, page } = opened({ ceiling: "2" });

  copy.apply(answer(10, 13, [entry("c", 11, "3"), entry("b", 12, "25"), entry("d", 13, "15")]), page);

  assert.deepEqual(page.shown, ["b at 12", "d at 13", "a at 4"]);
});

test("the story's own part is shown only when it is newer", () => {
  const { copy, page } = opened();
  const part = (version) => ({ story: { version, html: { "story-head": `head at ${version}` } } });

  copy.apply(answer(10, 12, [], part(12)), page);
  copy.apply(answer(10, 11, [], part(11)), page);

  assert.deepEqual(page.story, { "story-head": "head at 12" });
  assert.equal(copy.storyVersion, 12);
});

test("the status is that of the newest answer", () => {
  const { copy, page } = opened();

  copy.apply(answer(10, 12, [], { status: "ended" }), page);
  copy.apply(answer(10, 11, [], { status: "live" }), page);

  assert.equal(page.status, "ended");
});

test("an older page goes on below: each of its entries once, and from then on they are kept up", () => {
  const { copy, page } = opened({ floor: "1" });
  const older = { epoch: "e", version: 10, floor: "04", entries: [entry("z", 3, "08"), entry("y", 2, "04")] };

  const isOfUse = copy.extend(older, page);
  copy.apply(answer(10, 12, [entry("y", 11, "04"), entry("x", 12, "02")]), page);

  assert.ok(isOfUse);
  assert.deepEqual(page.shown, ["b at 9", "a at 4", "z at 3", "y at 11"]);
});

test("the last of the older pages has no end below", () => {
  const { copy, page } = opened({ floor: "1" });

  copy.extend({ epoch: "e", version: 10, entries: [] }, page);
  copy.apply(answer(10, 11, [entry("x", 11, "001")]), page);

  assert.deepEqual(page.shown, ["b at 9", "a at 4", "x at 11"]);
});

test("an older page of another epoch, or of an earlier version, is of no use", () => {
  const { copy, page } = opened({ floor: "1" });
  const older = { epoch: "e", version: 10, floor: "04", entries: [entry("z", 3, "08")] };

  const taken = [{ ...older, version: 9 }, { ...older, epoch: "f" }].map((each) => copy.extend(each, page));

  assert.deepEqual(taken, [false, false]);
  assert.deepEqual(page.shown, ["b at 9", "a at 4"]);
  assert.equal(copy.floor, "1");
});

test("an entry that came to the older page is moved there, and what was withdrawn since does not come back", () => {
  const { copy, page } = opened({ floor: "1" });
  copy.apply(answer(10, 12, [entry("z", 12, "08", null)]), page);

  copy.extend({ epoch: "e", version: 13, floor: "04", entries: [entry("b", 13, "09"), entry("z", 3, "08")] }, page);

  assert.deepEqual(page.shown, ["a at 4", "b at 13"]);
});
