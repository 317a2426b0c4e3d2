/** The photos of an entry that is being written: brought, described, put in order. */
import { askUntilAnswered } from "./chances.js";
import { LostFiles, partOf } from "./lost-files.js";
import { orderable } from "./ordering.js";
import { PhotoCards } from "./photo-cards.js";
import { spreadCredit } from "./spreading.js";
import { TrayNews } from "./tray-news.js";
import { inTurn, Refused, Upload } from "./uploading.js";

/**
 * @typedef {import("./lost-files.js").Part} Part
 * @typedef {{photos: {id?: number, part?: Part, words: Record<string, string|boolean>}[], lost: Part[]}} TrayValues
 */

const SEEN_AFTER_MS = 400;

/** Emits `desk:typed`, bubbling from its element, at every change. */
export class PhotoTray {
  /**
   * @param {HTMLElement} element with what `admin/desk/_tray.html` holds
   * @param {{ask: typeof import("./asking.js").ask, words: Record<string, string>, imageAddress: string,
   *   insertAtCursor?: (photo: {id: number}) => void, isInText?: (id: number) => boolean}} how
   *   `isInText` says whether the text that is being written shows the photo already
   */
  constructor(element, { ask, words, imageAddress, insertAtCursor, isInText = () => false }) {
    Object.assign(this, { element, ask, words, imageAddress, insertAtCursor, isInText });
    this.cards = new PhotoCards(this.#part("cards"), this.#part("card"), { ask, words }, () => this.#changed());
    this.news = new TrayNews(this.#part("news"));
    this.lost = new LostFiles(this.#part("lost"), () => {
      this.#part("add-photos").focus();
      this.#changed();
    });
    this.#listen();
    this.#show();
  }

  #part(name) {
    return this.element.querySelector(`[data-${name}]`);
  }

  #listen() {
    const { list } = this.cards;
    const files = this.#part("files");
    this.#part("add-photos").addEventListener("click", () => files.click());
    files.addEventListener("change", () => {
      this.add(files.files);
      files.value = "";
    });
    list.addEventListener("click", ({ target }) => this.#obey(target));
    list.addEventListener("keydown", keepEnterHere);
    orderable(list, (item) => {
      const { all } = this.cards;
      const card = this.cards.of(item);
      this.news.tell(this.words.moved, { photo: card.name, place: all.indexOf(card) + 1, count: all.length });
      this.#changed();
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

  /** Bring files: they are sent at once. @param {Iterable<File>} files */
  add(files) {
    for (const file of files) this.#bring(file);
    this.#changed();
  }

  #bring(file) {
    const card = this.cards.add();
    const { key, words } = this.lost.take(file);
    const address = `${this.imageAddress}incoming/`;
    card.follow(new Upload(file, { ask: this.ask, address, words: this.words, key }));
    card.words.type(words);
    card.arriving = this.#arrive(card);
  }

  async #arrive(card) {
    try {
      card.take(await inTurn(card.upload));
    } catch (fault) {
      if (!(fault instanceof Refused)) throw fault;
      card.fault = fault.message;
    }
    card.show();
    this.#changed();
  }

  #obey(target) {
    const card = this.cards.of(target);
    if (target.closest("[data-remove]")) this.#remove(card);
    if (target.closest("[data-insert]")) this.#insert(card);
    if (target.closest("[data-credit-for-all]")) this.#spread(card);
  }

  #remove(card) {
    const next = card.element.nextElementSibling ?? card.element.previousElementSibling;
    this.cards.drop(card);
    (next?.querySelector("[data-remove]") ?? this.#part("add-photos")).focus();
    this.news.tell(this.words.removed, { photo: card.name });
    this.#changed();
  }

  #insert(card) {
    this.insertAtCursor(card.photo);
    card.isInText = true;
    card.show();
    this.#changed();
  }

  #spread(card) {
    const undo = spreadCredit(card, this.cards.all);
    this.news.tell(this.words.spread, { credit: card.words.typed.credit_line }, () => {
      undo();
      this.news.tell(this.words.undone);
      this.#part("add-photos").focus();
    });
    this.#changed();
  }

  /** The state, to be filled in again after a crash. Files are named whose sending had not ended. @returns {TrayValues} */
  values() {
    const cards = this.cards.all.filter((card) => !card.fault);
    const photos = cards.map((card) => ({
      ...(card.id ? { id: card.id } : { part: partOf(card.upload) }),
      words: card.words.unsaved,
    }));
    return { photos, lost: this.lost.parts };
  }

  /** Put a state in the place of what is here. @param {TrayValues} values */
  fill({ photos = [], lost = [] }) {
    for (const card of this.cards.all) this.cards.drop(card);
    this.lost.parts = [...lost, ...photos.filter(({ part }) => part).map(({ part, words }) => ({ ...part, words }))];
    for (const { id, words } of photos.filter((photo) => photo.id)) {
      const card = this.cards.add();
      card.knownId = id;
      card.show();
      card.arriving = this.#fetch(card, words);
    }
    this.#show();
  }

  async #fetch(card, words) {
    const answer = await askUntilAnswered(this.ask, `${this.imageAddress}${card.knownId}/card/`);
    if (answer.status === 200) {
      card.take(answer.said.photo);
      if (Object.keys(words).length) card.words.type(words);
    } else {
      card.fault = answer.said?.refused ?? this.words.gone;
    }
    card.show();
    this.#show();
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

  #changed() {
    this.#show();
    this.element.dispatchEvent(new CustomEvent("desk:typed", { bubbles: true }));
  }

  #show() {
    this.cards.show();
    this.#part("order-tools-note").hidden = this.cards.all.length < 2;
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

/** A text of a photo has one line, and the Return key in it does not send the entry. */
function keepEnterHere(event) {
  const isAlone = !(event.ctrlKey || event.metaKey || event.isComposing);
  if (event.key === "Enter" && isAlone && event.target.matches("[data-word]")) event.preventDefault();
}
