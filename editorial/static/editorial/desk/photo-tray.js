/** The photos of an entry that is being written: brought, described, put in order. */
import { Bringing } from "./bringing.js";
import { orderable } from "./ordering.js";

const SEEN_AFTER_MS = 400;

export class PhotoTray extends Bringing {
  /**
   * @param {HTMLElement} element with what `admin/desk/_tray.html` holds
   * @param {{ask: typeof import("./asking.js").ask, words: Record<string, string>, imageAddress: string,
   *   insertAtCursor?: (photo: {id: number}) => void, isInText?: (id: number) => boolean}} how
   *   `isInText` says whether the text that is being written shows the photo already
   */
  constructor(element, { insertAtCursor, isInText = () => false, ...how }) {
    super(element, how);
    Object.assign(this, { insertAtCursor, isInText });
    this.#listen();
    this.show();
  }

  #listen() {
    orderable(this.cards.list, (item) => {
      const { all } = this.cards;
      const card = this.cards.of(item);
      this.news.tell(this.words.moved, { photo: card.name, place: all.indexOf(card) + 1, count: all.length });
      this.changed();
    });
    this.element.addEventListener("focusin", () => this.#lookIntoTextSoon());
    this.#followText(this.element.closest("form"));
  }

  /** What stands in the text changes as one writes there. A form may give its tray away. */
  #followText(form) {
    const look = () => {
      if (form.contains(this.element)) this.#lookIntoTextSoon();
      else form.removeEventListener("desk:typed", look);
    };
    form?.addEventListener("desk:typed", look);
  }

  /** The photos that are there, in their order, but for those that stand in the text. @returns {number[]} */
  get photos() {
    return this.cards.all.filter((card) => card.id && !card.fault && !this.isInText(card.id)).map((card) => card.id);
  }

  /** Whether `settle` has something to wait for or to say: not all is sent and saved, or something was refused. */
  get isBusy() {
    return this.cards.all.some((card) => !card.photo || card.words.isUnsaved || card.trouble);
  }

  obey(card, target) {
    super.obey(card, target);
    if (target.closest("[data-insert]")) this.#insert(card);
  }

  #insert(card) {
    this.insertAtCursor(card.photo);
    card.isInText = true;
    card.show();
    this.changed();
  }

  /**
   * Wait until all has been sent and saved.
   * @throws {Error} with a sentence for the writer, where something was refused or is in doubt
   */
  async settle() {
    await Promise.all(this.cards.all.map((card) => card.arriving));
    await Promise.all(this.cards.all.map((card) => card.words.save()));
    const inTrouble = this.cards.all.filter((card) => card.trouble);
    if (inTrouble.length) throw new Error(inTrouble.map((card) => `${card.name}: ${card.trouble}`).join(" "));
  }

  show() {
    super.show();
    this.part("order-tools-note").hidden = this.cards.all.length < 2;
  }

  #lookIntoTextSoon() {
    clearTimeout(this.looking);
    if (this.cards.all.length) this.looking = setTimeout(() => this.#lookIntoText(), SEEN_AFTER_MS);
  }

  #lookIntoText() {
    for (const card of this.cards.all) {
      const isInText = Boolean(card.id) && this.isInText(card.id);
      if (isInText === card.isInText) continue;
      card.isInText = isInText;
      card.show();
    }
  }
}
