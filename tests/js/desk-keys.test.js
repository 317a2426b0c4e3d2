/** What is pressed, as the desk's shortcuts are written. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { pressed } from "../../editorial/static/editorial/desk/keys.js";

/** A key as a browser tells it. */
const key = (name, { altGraph = false, ...held } = {}) => ({
  key: name,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
  getModifierState: (modifier) => modifier === "AltGraph" && altGraph,
});

test("Ctrl and the Mac's command key are one, and so are a letter and the same under caps lock", () => {
  const keys = [key("Enter", { ctrlKey: true }), key("s", { metaKey: true }), key("S", { ctrlKey: true }), key("J")];

  const told = keys.map(pressed);

  assert.deepEqual(told, ["Mod+Enter", "Mod+s", "Mod+s", "j"]);
});

test("a character is what it says, however a keyboard makes it", () => {
  const keys = [
    key("?", { shiftKey: true }),
    key("/", { shiftKey: true }),
    key("/", { altGraph: true, ctrlKey: true, altKey: true }),
    key("Tab", { shiftKey: true }),
  ];

  const told = keys.map(pressed);

  assert.deepEqual(told, ["?", "/", "/", "Shift+Tab"]);
});
