/** "Add photos": makes what the page's parts share, and starts each. */
import { ask } from "../desk/asking.js";
import { saying } from "../desk/saying.js";
import { ownWindow } from "../desk/windows.js";
import { AddedPhotos } from "./added-photos.js";
import { counting } from "./counting.js";
import { dropping } from "./dropping.js";
import { goingOn } from "./going-on.js";
import { keepingCards } from "./keeping-cards.js";
import { leaving } from "./leaving.js";

const root = document.querySelector("[data-desk]");

const page = {
  root,
  person: root.dataset.person,
  words: JSON.parse(document.getElementById("adding-words").textContent),
  /** The name of this window, the same after a reload. */
  window: await ownWindow(),
};
saying(page);
page.photos = new AddedPhotos(root, { ask, words: page.words, imageAddress: root.dataset.photos });

// What is put back takes the place of what is there: before anything is brought.
await keepingCards(page);
for (const part of [counting, dropping, goingOn, leaving]) part(page);
root.dataset.ready = "true";
