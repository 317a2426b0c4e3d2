/** The photos of an entry that is being written: brought, described, put in order. */
import { askUntilAnswered } from "./chances.js";
import { LostFiles, partOf } from "./lost-files.js";
import { orderable } from "./ordering.js";
import { PhotoCard } from "./photo-card.js";
import { spreadCredit } from "./spreading.js";
import { inTurn, Refused, Upload } from "./uploading.js";
import { filled } from "./words.js";

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
    this.template = this.#part("card");
    this.list = this.#part("cards");
    /** @type {Map<Element, PhotoCard>} */
    this.cards = new Map();
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
    const files = this.#part("files");
    this.#part("add-photos").addEventListener("click", () => files.click());
    files.addEventListener("change", () => {
      this.add(files.files);
      files.value = "";
    });
    this.list.addEventListener("click", ({ target }) => this.#obey(target));
    this.list.addEventListener("keydown", keepEnterHere);
    orderable(this.list, (item) => {
      this.#say(this.words.moved, item, { place: this.#inOrder().indexOf(this.cards.get(item)) + 1 });
      this.#changed();
    });
    // What stands in the text changes as one writes there.
    this.element.closest("form")?.addEventListener("desk:typed", () => this.#lookIntoTextSoon());
  }

  /** @returns {PhotoCard[]} */
  #inOrder() {
    return [...this.list.children].map((item) => this.cards.get(item));
  }

  /** The photos that are there, in their order, but for those that stand in the text. @returns {number[]} */
  get photos() {
    return this.#inOrder().filter((card) => card.id && !card.fault && !this.isInText(card.id)).map((card) => card.id);
  }

  /** Whether `settle` has something to wait for or to say: not all is sent and saved, or something was refused. */
  get isBusy() {
    return this.#inOrder().some((card) => !card.photo || card.words.isUnsaved || card.trouble);
  }

  /** Photos that lack a credit or an alternative text. @returns {Element[]} their cards */
  get incomplete() {
    const cards = this.#inOrder().filter((card) => card.photo?.missing.length);
    return cards.map((card) => card.element);
  }

  /** Put the cursor into the first field that is asked for. @returns {boolean} whether one is */
  askForMissing() {
    return this.#inOrder().some((card) => card.ask());
  }

  /** Bring files: they are sent at once. @param {Iterable<File>} files */
  add(files) {
    for (const file of files) this.#bring(file);
    this.#changed();
  }

  #bring(file) {
    const card = this.#newCard();
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

  #newCard() {
    const card = new PhotoCard(this.template, this);
    this.cards.set(card.element, card);
    this.list.append(card.element);
    card.words.addEventListener("typed", () => this.#changed());
    card.show();
    return card;
  }

  #obey(target) {
    const card = this.cards.get(target.closest("[data-photo-card]"));
    if (target.closest("[data-remove]")) this.#remove(card);
    if (target.closest("[data-insert]")) this.#insert(card);
    if (target.closest("[data-credit-for-all]")) this.#spread(card);
  }

  #remove(card) {
    const next = card.element.nextElementSibling ?? card.element.previousElementSibling;
    this.#drop(card);
    (this.cards.get(next)?.part("remove") ?? this.#part("add-photos")).focus();
    this.#say(this.words.removed, card.element, {}, card);
    this.#changed();
  }

  #drop(card) {
    if (card.upload && !card.photo) card.upload.drop();
    card.element.remove();
    this.cards.delete(card.element);
  }

  #insert(card) {
    this.insertAtCursor(card.photo);
    card.isInText = true;
    card.show();
    this.#changed();
  }

  #spread(card) {
    const undo = spreadCredit(card, this.#inOrder());
    this.#tell(filled(this.words.spread, { credit: card.words.typed.credit_line }), undo);
    this.#changed();
  }

  /** The state, to be filled in again after a crash. Files are named whose sending had not ended. @returns {TrayValues} */
  values() {
    const cards = this.#inOrder().filter((card) => !card.fault);
    const photos = cards.map((card) => ({
      ...(card.id ? { id: card.id } : { part: partOf(card.upload) }),
      words: card.words.unsaved,
    }));
    return { photos, lost: this.lost.parts };
  }

  /** Put a state in the place of what is here. @param {TrayValues} values */
  fill({ photos = [], lost = [] }) {
    for (const card of this.#inOrder()) this.#drop(card);
    this.lost.parts = [...lost, ...photos.filter(({ part }) => part).map(({ part, words }) => ({ ...part, words }))];
    for (const { id, words } of photos.filter((photo) => photo.id)) {
      const card = this.#newCard();
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
    await Promise.all(this.#inOrder().map((card) => card.arriving));
    await Promise.all(this.#inOrder().map((card) => card.words.save()));
    const inTrouble = this.#inOrder().filter((card) => card.trouble);
    if (inTrouble.length) throw new Error(inTrouble.map((card) => `${card.name}: ${card.trouble}`).join(" "));
  }

  #changed() {
    this.#show();
    this.element.dispatchEvent(new CustomEvent("desk:typed", { bubbles: true }));
  }

  #show() {
    const cards = this.#inOrder();
    this.list.hidden = !cards.length;
    cards.forEach((card, place) => {
      card.part("earlier").setAttribute("aria-disabled", String(place === 0));
      card.part("later").setAttribute("aria-disabled", String(place === cards.length - 1));
      card.part("credit-for-all").hidden = cards.length < 2 || !card.words.typed.credit_line;
    });
    this.#part("order-tools-note").hidden = cards.length < 2;
  }

  #lookIntoTextSoon() {
    clearTimeout(this.looking);
    if (this.cards.size) this.looking = setTimeout(() => this.#lookIntoText(), SEEN_AFTER_MS);
  }

  #lookIntoText() {
    for (const card of this.#inOrder()) {
      const isInText = Boolean(card.id) && this.isInText(card.id);
      if (isInText === card.isInText) continue;
      card.isInText = isInText;
      card.show();
    }
  }

  #say(sentence, item, values = {}, card = this.cards.get(item)) {
    this.#tell(filled(sentence, { photo: card.name, count: this.cards.size, ...values }));
  }

  #tell(sentence, undo = null) {
    this.#part("told").textContent = sentence;
    const button = this.#part("undo");
    button.hidden = !undo;
    button.onclick = undo && (() => {
      undo();
      this.#tell(this.words.undone);
      this.#part("add-photos").focus();
    });
  }
}

/** A text of a photo has one line, and the Return key in it does not send the entry. */
function keepEnterHere(event) {
  const isAlone = !(event.ctrlKey || event.metaKey || event.isComposing);
  if (event.key === "Enter" && isAlone && event.target.matches("[data-word]")) event.preventDefault();
}
