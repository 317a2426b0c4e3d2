import { filled } from "../desk/words.js";
import { isFinished, isOnItsWay } from "./added-photos.js";

/** @typedef {import("../desk/photo-card.js").PhotoCard} PhotoCard */

/** What is counted, by the names of the template. @type {Record<string, (card: PhotoCard) => boolean>} */
const KINDS = {
  credit_line: (card) => Boolean(card.photo) && card.asks.includes("credit_line"),
  alternative_text: (card) => Boolean(card.photo) && card.asks.includes("alternative_text"),
  duplicates: (card) => Boolean(card.photo?.duplicates.length) && !card.isOther,
  obstacle: (card) => Boolean(card.photo?.obstacle),
  refused: (card) => Boolean(card.fault),
};

/**
 * Says how many photos are in the library and what is missing; a press on that goes to the first of them. It is said
 * aloud once all have come, and when nothing is missing any more.
 * @param {object} page
 */
export function counting({ root, words, photos, say }) {
  const bar = root.querySelector("[data-bar]");
  const buttons = [...bar.querySelectorAll("[data-count]")];
  const complete = bar.querySelector("[data-complete]");
  let wereOnTheirWay = false;

  function show() {
    const { all } = photos.cards;
    bar.hidden = root.querySelector("[data-keys]").hidden = !all.length;
    const here = all.filter((card) => card.photo).length;
    const arrivals = filled(words.arrivals, { here, all: all.length });
    bar.querySelector("[data-arrivals]").textContent = arrivals;
    for (const button of buttons) showCount(button, all.filter(KINDS[button.dataset.count]).length);
    const wasComplete = !complete.hidden;
    complete.hidden = !all.length || !all.every(isFinished);
    bar.querySelector("[data-clear]").hidden = !all.some(isFinished);
    tell(all, arrivals, !wasComplete && !complete.hidden);
  }

  function showCount(button, number) {
    button.hidden = !number;
    button.querySelector("[data-number]").textContent = String(number);
  }

  function tell(all, arrivals, isComplete) {
    const areOnTheirWay = all.some(isOnItsWay);
    const counts = [...buttons, complete].filter((part) => !part.hidden).map((part) => part.textContent);
    if (wereOnTheirWay && !areOnTheirWay && all.length) say([arrivals, ...counts].join(", "));
    else if (isComplete) say(complete.textContent);
    wereOnTheirWay = areOnTheirWay;
  }

  bar.addEventListener("click", ({ target }) => {
    const kind = target.closest("[data-count]")?.dataset.count;
    if (kind) goTo(photos.cards.all.find(KINDS[kind]), kind);
    if (target.closest("[data-clear]")) photos.clearFinished();
  });
  root.addEventListener("desk:shown", show);
  show();
}

function goTo(card, kind) {
  const isText = kind === "credit_line" || kind === "alternative_text";
  (isText ? card.words.field(kind) : card.part("group")).focus();
}
