/** A photo's card: its picture, how far it has come, its words, what is wrong with it. It shows what its template has. */
import { showConflict } from "./photo-conflict.js";
import { showDuplicates, showWarnings } from "./photo-warnings.js";
import { PhotoWords } from "./photo-words.js";
import { drawInTurn } from "./preview.js";
import { filled } from "./words.js";

/** @typedef {import("./photo-words.js").Photo} Photo */

export class PhotoCard {
  /**
   * @param {HTMLTemplateElement} template
   * @param {{ask: typeof import("./asking.js").ask, words: Record<string, string>}} how
   */
  constructor(template, how) {
    this.element = template.content.firstElementChild.cloneNode(true);
    this.texts = how.words;
    this.words = new PhotoWords(this.part("words"), how);
    this.words.addEventListener("change", () => this.show());
    this.part("conflict").addEventListener("click", ({ target }) => {
      const { choose } = target.dataset;
      if (choose) this.words.choose(choose);
    });
    /** @type {import("./uploading.js").Upload|null} */
    this.upload = null;
    this.isInText = false;
    this.fault = "";
  }

  /** A part of the card, by its data- attribute. @param {string} name */
  part(name) {
    return this.element.querySelector(`[data-${name}]`);
  }

  get photo() {
    return this.words.photo;
  }

  /** The photo's number, which may be known before the photo is. @returns {number|undefined} */
  get id() {
    return this.photo?.id ?? this.knownId;
  }

  /** By what a person knows it. */
  get name() {
    const { photo, upload } = this;
    return photo?.headline || upload?.file.name || photo?.title || filled(this.texts.photo, { number: this.id ?? "" });
  }

  /** Why it cannot be published as it is, or nothing. */
  get trouble() {
    return this.fault || this.words.fault || (this.words.conflicts.size ? this.words.news : "");
  }

  /** @param {import("./uploading.js").Upload} upload */
  follow(upload) {
    this.upload = upload;
    upload.addEventListener("change", () => this.show());
    drawInTurn(upload.file, this.part("canvas"));
    this.show();
  }

  /** @param {Photo} photo */
  take(photo) {
    this.words.take(photo);
    this.#taken(photo);
  }

  /** Another photo of the library in the place of the one that was brought. @param {Photo} photo */
  takeOther(photo) {
    Object.assign(this, { upload: null, knownId: undefined, isOther: true });
    this.words.exchange(photo);
    this.#taken(photo);
    this.show();
  }

  #taken(photo) {
    this.#showPicture(photo);
    if (this.words.isUnsaved) this.words.save();
    const details = this.part("details");
    if (details && photo.may_change && this.asks.length) details.open = true;
  }

  /** A photo is in the library no more. @param {number} id */
  forgetDuplicate(id) {
    if (!this.photo) return;
    this.photo.duplicates = this.photo.duplicates.filter((duplicate) => duplicate.id !== id);
    this.show();
  }

  #showPicture(photo) {
    if (!photo.preview) return;
    const picture = this.part("picture");
    picture.addEventListener("load", () => {
      picture.hidden = false;
      this.part("canvas").hidden = true;
    }, { once: true });
    picture.src = photo.preview;
  }

  /** Show it as it stands now. */
  show() {
    this.part("name").textContent = this.name;
    this.part("group").setAttribute("aria-label", this.name);
    this.#showProgress();
    this.#showWords();
    this.#showWarnings();
    showConflict(this.part("conflict"), this.words, this.texts, (name) => this.part(`label="${name}"`).textContent);
    this.part("state").textContent = this.#state();
    this.element.classList.toggle("has-trouble", Boolean(this.trouble));
    this.#toggle("insert", this.photo && !this.isInText);
    this.#toggle("remove", !this.isInText);
    this.#toggle("in-text", this.isInText);
    this.#toggle("retry", this.fault && this.upload);
    this.#toggle("discard", this.photo?.may_change && !this.isOther);
    this.#toggle("page", this.photo);
    if (this.photo && this.part("page")) this.part("page").href = this.photo.page;
  }

  #toggle(name, isShown) {
    for (const part of this.element.querySelectorAll(`[data-${name}]`)) part.hidden = !isShown;
  }

  #showProgress() {
    const bar = this.part("progress");
    bar.hidden = !this.upload || Boolean(this.photo) || Boolean(this.fault);
    if (bar.hidden) return;
    bar.value = this.upload.sent / this.upload.file.size;
    bar.setAttribute("aria-label", filled(this.texts.progress, { photo: this.name }));
  }

  #showWords() {
    const { photo, words } = this;
    const { typed } = words;
    this.#toggle("details", !this.fault);
    this.part("words").disabled = photo?.may_change === false;
    for (const name of ["credit_line", "alternative_text"]) {
      this.#toggle(`missing="${name}"`, photo && this.asks.includes(name));
      this.#toggle(`short="${name}"`, photo && this.asks.includes(name));
    }
    for (const note of this.element.querySelectorAll("[data-from-file]")) {
      note.hidden = !this.#isFromFile(note.dataset.fromFile);
    }
    this.#toggle("unknown", !typed.credit_line);
    this.#showShort(typed);
    this.part("saved").textContent = photo && words.isUnsaved ? this.texts.unsaved : "";
  }

  /** What a closed card says. */
  #showShort(typed) {
    for (const [name, text] of [["short-caption", typed.caption], ["short-credit", typed.credit_line]]) {
      if (this.part(name)) this.part(name).textContent = text;
    }
    this.#toggle('short="unknown"', typed.is_credit_unknown);
    this.#toggle('short="from_file"', this.#isFromFile("credit_line"));
  }

  #showWarnings() {
    const { photo, words } = this;
    const place = this.part("warnings");
    place.hidden = !photo || !(photo.obstacle || photo.warnings.length || photo.duplicates.length);
    if (!photo) return;
    showWarnings(place, photo, (name) => words.typed[name] === photo[name]);
    showDuplicates(place, photo, this.texts, !this.isInText && !this.isOther && photo.may_change);
  }

  #isFromFile(name) {
    return Boolean(this.photo?.from_file.includes(name)) && this.words.typed[name] === this.photo[name];
  }

  #state() {
    if (this.fault || this.words.fault) return this.fault || this.words.fault;
    if (this.photo?.may_change === false && this.photo.missing.length) return this.texts.others;
    if (this.photo || !this.upload) return (this.photo && this.texts.arrived) || "";
    if (this.upload.state === "waiting" && this.upload.reason) return this.upload.reason;
    const percent = Math.floor((100 * this.upload.sent) / this.upload.file.size);
    return filled(this.texts[this.upload.state] ?? "", { percent });
  }

  /** The names of what is missing. @returns {string[]} */
  get asks() {
    const { typed } = this.words;
    const isMissing = {
      credit_line: !typed.credit_line && !typed.is_credit_unknown,
      alternative_text: !typed.alternative_text,
    };
    return Object.keys(isMissing).filter((name) => isMissing[name]);
  }
}
