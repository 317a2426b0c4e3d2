import assert from "node:assert/strict";
import { test } from "node:test";

import { counted } from "../../editorial/static/editorial/counted.js";

const ARABIC = { zero: "none", one: "single", two: "pair", few: "%s few", many: "%s many", other: "%s other" };

function wordsIn(lang, dataset, count) {
  globalThis.document = { documentElement: { lang } };
  return counted({ dataset }, count);
}

test("Arabic has the words of its six plural forms", () => {
  const forms = [0, 1, 2, 3, 11, 100].map((count) => wordsIn("ar", ARABIC, count).replace(/^\S+ /, ""));

  assert.deepEqual(forms, ["none", "single", "pair", "few", "many", "other"]);
});

test("12 is many in Arabic, and 103 few again", () => {
  assert.match(wordsIn("ar", ARABIC, 12), /many$/);
  assert.match(wordsIn("ar", ARABIC, 103), /few$/);
});

test("numbers are written as the page's language writes them", () => {
  const english = wordsIn("en-gb", { one: "%s new update", other: "%s new updates" }, 1234);
  const german = wordsIn("de", { one: "%s neue Meldung", other: "%s neue Meldungen" }, 1234);

  assert.deepEqual([english, german], ["1,234 new updates", "1.234 neue Meldungen"]);
});

test("where a form has no words of its own, those of most numbers serve", () => {
  const words = wordsIn("ar", { other: "%s" }, 3);

  assert.equal(words, "3");
});
