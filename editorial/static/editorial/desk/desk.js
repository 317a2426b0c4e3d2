/** The live desk: makes what its parts share, and starts each. */
import { alerts } from "./alerts.js";
import { ask } from "./asking.js";
import { colleagues } from "./colleagues.js";
import { composer } from "./composer.js";
import { due } from "./due.js";
import { editing } from "./editing.js";
import { entryHistory } from "./history.js";
import { keeping } from "./keeping.js";
import { keptTexts } from "./kept-texts.js";
import { menus } from "./menus.js";
import { news } from "./news.js";
import { outbox } from "./outbox.js";
import { photos } from "./photos.js";
import { rows } from "./rows.js";
import { saying } from "./saying.js";
import { shortcuts } from "./shortcuts.js";
import { storyControls } from "./story-controls.js";
import { timeline } from "./timeline.js";
import { ownWindow } from "./windows.js";

const root = document.querySelector("[data-desk]");

const desk = {
  root,
  ask,
  address: root.dataset.address,
  story: root.dataset.story,
  person: root.dataset.person,
  mayPublish: root.dataset.mayPublish === "true",
  words: JSON.parse(document.getElementById("desk-words").textContent),
  /** @type {Set<import("./entry-form.js").EntryForm>} */
  forms: new Set(),
  /** The name of this window, the same after a reload. */
  window: await ownWindow(),
};

// Each finds what those before it gave to the desk.
const PARTS = [saying, shortcuts, menus, keeping, keptTexts, outbox, photos, composer, timeline, rows, editing, entryHistory, colleagues];
for (const part of [...PARTS, storyControls, alerts, due, news]) part(desk);

root.dataset.ready = "true";
// Who may only read has no form to put anything back into: what they wrote while they might stays kept.
if (desk.composer) {
  if (document.activeElement === document.body) desk.composer.form.focus();
  desk.outbox.resume();
  desk.keptTexts.restore();
}
