/** Photos that somebody brings: sent, described, kept over a crash, and put right where the library had one already. */
import { askUntilAnswered } from "./chances.js";
import { exchange } from "./exchanging.js";
import { LostFiles, partOf } from "./lost-files.js";
import { PhotoCards } from "./photo-cards.js";
import { spreadCredit } from "./spreading.js";
import { TrayNews } from "./tray-news.js";
import { inTurn, Refused, Upload } from "./uploading.js";

/**
 * @typedef {import("./lost-files.js").Part} Part
 * @typedef {import("./photo-card.js").PhotoCard} PhotoCard
 * @typedef {{photos: {id?: number, part?: Part, words: Record<string, string|boolean>}[], lost: Part[]}} BroughtValues
 */

/** It emits from its element `desk:typed`, bubbling, at every change, and `desk:shown` whenever it was shown anew. */
export class Bringing {
  /**
   * @param {HTMLElement} element with a button, a list for the cards and what else its template has
   * @param {{ask: typeof import("./asking.js").ask, words: Record<string, string>, imageAddress: string}} how
   */
  constructor(element, { ask, words, imageAddress }) {
    Object.assign(this, { element, ask, words, imageAddress });
    const how = { ask, words };
    this.cards = new PhotoCards(this.part("cards"), this.part("card"), how, () => this.changed(), () => this.show());
    this.news = new TrayNews(this.part("news"));
    this.lost = new LostFiles(this.part("lost"), () => {
      this.part("add-photos").focus();
      this.changed();
    });
    this.#listen();
  }

  /** A part of the element, by its data- attribute. @param {string} name */
  part(name) {
    return this.element.querySelector(`[data-${name}]`);
  }

  #listen() {
    const { list } = this.cards;
    const files = this.part("files");
    this.part("add-photos").addEventListener("click", () => files.click());
    files.addEventListener("change", () => {
      this.add(files.files);
      files.value = "";
    });
    list.addEventListener("click", ({ target }) => this.obey(this.cards.of(target), target));
    list.addEventListener("keydown", keepEnterHere);
  }

  /** Do what a button of a card is for. @param {PhotoCard} card @param {Element} target */
  obey(card, target) {
    if (target.closest("[data-remove]")) this.remove(card);
    if (target.closest("[data-credit-for-all]")) this.#spread(card);
    if (target.closest("[data-retry]")) this.#retry(card);
    const use = target.closest("[data-use]");
    if (use) this.#useOther(card, use);
  }

  /** Bring files: they are sent at once. @param {Iterable<File>} files */
  add(files) {
    for (const file of files) this.#bring(file);
    this.changed();
  }

  #bring(file) {
    const card = this.cards.add();
    const { key, words } = this.lost.take(file);
    card.words.type(words);
    this.#send(card, file, key);
  }

  #send(card, file, key = "") {
    const address = `${this.imageAddress}incoming/`;
    card.follow(new Upload(file, { ask: this.ask, address, words: this.words, key }));
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
    this.changed();
  }

  #retry(card) {
    card.fault = "";
    this.#send(card, card.upload.file);
    card.part("group").focus();
    this.changed();
  }

  /** Take a card away; the focus goes on. @param {PhotoCard} card @param {string} [sentence] what is told of it */
  remove(card, sentence = this.words.removed) {
    const next = card.element.nextElementSibling ?? card.element.previousElementSibling;
    this.cards.drop(card);
    (next?.querySelector("[data-remove]") ?? this.part("add-photos")).focus();
    this.news.tell(sentence, { photo: card.name });
    this.changed();
  }

  #spread(card) {
    const undo = spreadCredit(card, this.cards.all);
    this.news.tell(this.words.spread, { credit: card.words.typed.credit_line }, () => {
      undo();
      this.news.tell(this.words.undone);
      this.part("add-photos").focus();
    });
    this.changed();
  }

  /** Another photo of the library in the place of the one that was brought, which goes. */
  async #useOther(card, button) {
    button.disabled = true;
    const fault = await exchange(card, button.dataset.use, this);
    button.disabled = false;
    if (fault) this.news.tell(fault);
    else this.#exchanged(card);
    this.changed();
  }

  #exchanged(card) {
    const isTwice = this.cards.all.some((each) => each !== card && each.id === card.id);
    if (isTwice) {
      this.remove(card, this.words.exchanged);
    } else {
      this.news.tell(this.words.exchanged, { photo: card.name });
      card.part("group").focus();
    }
  }

  /** The cards that are to be here again after a crash. @returns {PhotoCard[]} */
  get keepable() {
    return this.cards.all.filter((card) => !card.fault);
  }

  /** The state, to be filled in again after a crash. Files are named whose sending had not ended. @returns {BroughtValues} */
  values() {
    const photos = this.keepable.map((card) => ({
      ...(card.id ? { id: card.id } : { part: partOf(card.upload) }),
      words: card.words.unsaved,
    }));
    return { photos, lost: this.lost.parts };
  }

  /** Put a state in the place of what is here. @param {BroughtValues} values */
  fill({ photos = [], lost = [] }) {
    for (const card of this.cards.all) this.cards.drop(card);
    this.lost.parts = [...lost, ...photos.filter(({ part }) => part).map(({ part, words }) => ({ ...part, words }))];
    for (const { id, words } of photos.filter((photo) => photo.id)) {
      const card = this.cards.add();
      card.knownId = id;
      card.show();
      card.arriving = this.#fetch(card, words);
    }
    this.show();
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
    this.show();
  }

  /** Something of the photos is another than before. */
  changed() {
    this.show();
    this.element.dispatchEvent(new CustomEvent("desk:typed", { bubbles: true }));
  }

  /** Show them as they stand now. */
  show() {
    this.cards.show();
    this.element.dispatchEvent(new CustomEvent("desk:shown"));
  }
}

/** A text of a photo has one line, and the Return key in it sends nothing. */
function keepEnterHere(event) {
  const isAlone = !(event.ctrlKey || event.metaKey || event.isComposing);
  if (event.key === "Enter" && isAlone && event.target.matches("[data-word]")) event.preventDefault();
}
