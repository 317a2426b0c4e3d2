import { Bringing } from "../desk/bringing.js";
import { discard } from "../desk/exchanging.js";
import { isMeant } from "../desk/twice.js";

/** @typedef {import("../desk/photo-card.js").PhotoCard} PhotoCard */

/** Photos that are brought into the library, in no story or entry yet: they can be thrown away again. */
export class AddedPhotos extends Bringing {
  obey(card, target) {
    super.obey(card, target);
    const button = target.closest("[data-discard]");
    if (button && isMeant(button, this.words.reallyDiscard)) this.#throwAway(card);
  }

  async #throwAway(card) {
    const fault = await discard(card, this);
    if (fault) this.news.tell(fault);
    else this.remove(card, this.words.discarded);
  }

  get keepable() {
    return super.keepable.filter((card) => !isFinished(card));
  }

  /** Take the cards away that ask for nothing more. */
  clearFinished() {
    for (const card of this.cards.all.filter(isFinished)) this.cards.drop(card);
    this.part("add-photos").focus();
    this.changed();
  }
}

/** Whether a card's photo is in the library, saved with all that it needs, and there once. @param {PhotoCard} card */
export function isFinished(card) {
  if (!card.photo || card.words.isUnsaved || card.asks.length || card.trouble) return false;
  return card.isOther || !card.photo.duplicates.length;
}

/** Whether a card's photo is still to come. @param {PhotoCard} card */
export const isOnItsWay = (card) => !card.photo && !card.fault;
