/** The words of a photo on its card: what they stand as, what was typed since, and saving that. */
import { Unreachable } from "./asking.js";
import { anotherChance } from "./chances.js";

/**
 * @typedef {{id: number, card: string, revision: number, alternative_text: string, caption: string,
 *   credit_line: string, is_credit_unknown: boolean, missing: string[], may_change: boolean, from_file: string[],
 *   thumbnail: string, preview: string, headline: string, obstacle: string, discard: string, page: string,
 *   warnings: {about: string, says: string}[], duplicates: Duplicate[]}} Photo
 * @typedef {{id: number, title: string, thumbnail: string, address: string, is_same_file: boolean, is_killed: boolean,
 *   obstacle: string, uses: string[], used: string}} Duplicate
 */

const SAVED_AFTER_MS = 1_500;
const SAVE_AGAIN_MS = 5_000;

const NOTHING = { caption: "", credit_line: "", is_credit_unknown: false, alternative_text: "" };
const NAMES = Object.keys(NOTHING);

/**
 * Emits `change` whenever what is shown of the photo or of its saving may have changed, and `typed` when words did.
 */
export class PhotoWords extends EventTarget {
  /**
   * @param {HTMLElement} part holds a field `[data-word=<name>]` for each word
   * @param {{ask: typeof import("./asking.js").ask, words: Record<string, string>}} how
   */
  constructor(part, { ask, words }) {
    super();
    Object.assign(this, { part, ask, words });
    /** @type {Photo|null} */
    this.photo = null;
    this.fault = "";
    /** Fields that two people wrote differently, with theirs. @type {Map<string, string|boolean>} */
    this.conflicts = new Map();
    this.saving = Promise.resolve();
    this.isSaving = false;
    part.addEventListener("input", () => this.#typed());
    part.addEventListener("change", () => this.save());
  }

  /** Where a text is written. @param {string} name */
  field(name) {
    return this.part.querySelector(`[data-word="${name}"]`);
  }

  /** What stands in the fields. */
  get typed() {
    return Object.fromEntries(NAMES.map((name) => [name, this.#read(name)]));
  }

  #read(name) {
    const field = this.field(name);
    return field.type === "checkbox" ? field.checked : field.value.replace(/\s+/g, " ").trim();
  }

  #write(name, value) {
    const field = this.field(name);
    if (field.type === "checkbox") field.checked = value;
    else if (this.#read(name) !== value) field.value = value;
  }

  /** What was typed and is not saved; before the photo is there, all that was typed. */
  get unsaved() {
    const { typed, photo } = this;
    const isNew = (name) => typed[name] !== (photo ?? NOTHING)[name];
    return Object.fromEntries(NAMES.filter(isNew).map((name) => [name, typed[name]]));
  }

  /** Whether something waits to be saved, or to be decided. */
  get isUnsaved() {
    return this.isSaving || Object.keys(this.unsaved).length > 0;
  }

  /** Put words in as if they had been typed. @param {Record<string, string|boolean>} words */
  type(words) {
    for (const name of NAMES) if (name in words) this.#write(name, words[name]);
    this.#typed();
  }

  /**
   * Take the photo as the server has it; what was typed meanwhile stays.
   * @param {Photo} photo
   * @param {Record<string, string|boolean>} [known] what of the fields the server has, or had
   */
  take(photo, known = this.photo ?? NOTHING) {
    const { typed } = this;
    for (const name of NAMES) if (typed[name] === known[name]) this.#write(name, photo[name]);
    this.photo = photo;
    this.#settleCredit();
    this.#tell("change");
  }

  /**
   * Another photo in the place of this one. What somebody typed for this one fills in what is not known of that.
   * @param {Photo} photo
   */
  exchange(photo) {
    const { typed, photo: former } = this;
    const isRead = (name) => former.from_file.includes(name) && typed[name] === former[name];
    const mayFill = (name) => photo.may_change && !isRead(name);
    for (const name of NAMES) this.#write(name, photo[name] || (mayFill(name) ? typed[name] : photo[name]));
    clearTimeout(this.timer);
    this.photo = photo;
    this.fault = "";
    this.conflicts.clear();
    this.#settleCredit();
    this.#tell("change");
  }

  /** A credit is known or it is not. */
  #settleCredit() {
    if (this.#read("credit_line")) this.#write("is_credit_unknown", false);
  }

  #typed() {
    this.#settleCredit();
    this.fault = "";
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), SAVED_AFTER_MS);
    this.#tell("change");
    this.#tell("typed");
  }

  /** Settle what two people wrote differently. @param {"mine"|"theirs"} whose */
  choose(whose) {
    if (whose === "theirs") for (const [name, value] of this.conflicts) this.#write(name, value);
    this.conflicts.clear();
    this.#typed();
    this.save();
  }

  /** Save what is not saved, as soon as that can be done; `fault` says why it was not. @returns {Promise<void>} */
  save() {
    clearTimeout(this.timer);
    if (!this.photo) return Promise.resolve();
    const saving = this.saving.then(() => this.#insist());
    this.saving = saving.catch(() => null); // whoever asked for this one is told
    return saving;
  }

  async #insist() {
    while (Object.keys(this.unsaved).length && !this.conflicts.size && !this.fault) {
      this.isSaving = true;
      this.#tell("change");
      try {
        await this.#send();
      } catch (fault) {
        if (!(fault instanceof Unreachable)) throw fault;
        await anotherChance(SAVE_AGAIN_MS);
      } finally {
        this.isSaving = false;
      }
    }
    this.#tell("change");
  }

  async #send() {
    const { typed, photo } = this;
    const { is_credit_unknown: isUnknown, ...texts } = typed;
    const form = { ...texts, ...(isUnknown && { is_credit_unknown: "on" }), seen: String(photo.revision) };
    const { status, said } = await this.ask(photo.card, { form });
    if (photo.id !== this.photo.id) return;
    if (status === 200) this.take(said.photo, typed);
    else if (status === 409) this.#meet(said.photo, said.refused);
    else if (status >= 500) throw new Unreachable(`${status}`);
    else this.fault = said?.refused ?? (Object.values(said?.errors ?? {}).flat().join(" ") || this.words.failed);
  }

  /** Somebody saved since. What only one of the two changed is no conflict. @param {Photo} theirs */
  #meet(theirs, news) {
    const { typed, photo } = this;
    const isBoth = (name) => ![photo[name], theirs[name]].includes(typed[name]) && theirs[name] !== photo[name];
    this.news = news;
    this.conflicts = new Map(NAMES.filter(isBoth).map((name) => [name, theirs[name]]));
    this.take(theirs);
  }

  #tell(kind) {
    this.dispatchEvent(new Event(kind));
  }
}
