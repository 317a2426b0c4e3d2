import { PhotoCard } from "./photo-card.js";

/** The cards of a tray, in their order. */
export class PhotoCards {
  /**
   * @param {HTMLOListElement} list
   * @param {HTMLTemplateElement} template of a card
   * @param {{ask: typeof import("./asking.js").ask, words: Record<string, string>}} how
   * @param {() => void} onTyped words of a photo were typed
   * @param {() => void} onChange what is known of a photo, or of its saving, may have changed
   */
  constructor(list, template, how, onTyped, onChange) {
    Object.assign(this, { list, template, how, onTyped, onChange });
    /** @type {Map<Element, PhotoCard>} */
    this.byElement = new Map();
  }

  /** @returns {PhotoCard[]} */
  get all() {
    return [...this.list.children].map((item) => this.byElement.get(item));
  }

  /** The card that this is, or in which it lies. @param {Element} element */
  of(element) {
    return this.byElement.get(element.closest("[data-photo-card]"));
  }

  /** A new card at the end, of no photo yet. */
  add() {
    const card = new PhotoCard(this.template, this.how);
    this.byElement.set(card.element, card);
    this.list.append(card.element);
    card.words.addEventListener("typed", this.onTyped);
    card.words.addEventListener("change", this.onChange);
    card.show();
    return card;
  }

  /** Take a card away, and let go of what is being sent for it. @param {PhotoCard} card */
  drop(card) {
    if (card.upload && !card.photo) card.upload.drop();
    card.element.remove();
    this.byElement.delete(card.element);
  }

  /** Show what each can do at its place. */
  show() {
    const cards = this.all;
    this.list.hidden = !cards.length;
    cards.forEach((card, place) => {
      card.part("earlier")?.setAttribute("aria-disabled", String(place === 0));
      card.part("later")?.setAttribute("aria-disabled", String(place === cards.length - 1));
      card.part("credit-for-all").hidden = cards.length < 2 || !card.words.typed.credit_line;
    });
  }
}
