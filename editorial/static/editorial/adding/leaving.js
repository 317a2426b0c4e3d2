import { isOnItsWay } from "./added-photos.js";

/**
 * The browser asks before the page is left while photos are on their way, or texts are not saved.
 * @param {object} page
 */
export function leaving({ photos }) {
  addEventListener("beforeunload", (event) => {
    const isLost = (card) => isOnItsWay(card) || (!card.fault && card.words.isUnsaved);
    if (photos.cards.all.some(isLost)) event.preventDefault();
  });
}
