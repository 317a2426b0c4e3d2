import { answerTo } from "./asking-back.js";
import { EntryForm } from "./entry-form.js";
import { ifUnreachable } from "./reaching.js";
import { filled } from "./words.js";

const AGAIN_AFTER_MS = 3_000;

/** One entry open in its row: the same form as the composer's, until it is saved or left. */
export class Edit {
  #desk;
  #close;
  #place;
  #isTyped = false;
  #retry = 0;
  #isWaiting = false;
  #isClosed = false;

  /**
   * @param {object} desk
   * @param {HTMLLIElement} row
   * @param {{id: string, revision: number, html: string, editors: {name: string, since: string}[]}} told
   * @param {(edit: Edit) => void} close
   */
  constructor(desk, row, { id, revision, html, editors }, close) {
    this.id = id;
    this.row = row;
    this.revision = revision;
    this.editors = editors;
    /** @type {import("./timeline.js").RowAnswer|null} the entry's row, as it was told while it was open */
    this.newest = null;
    this.#desk = desk;
    this.#close = close;
    this.#place = desk.root.querySelector("[data-edit-place]").content.firstElementChild.cloneNode(true);
    this.#place.querySelector("[data-form]").innerHTML = html;
  }

  /**
   * Show the form, and warn of whoever has the entry open too.
   * @param {object|null} values words that were typed before
   * @param {boolean} isOlder whether the form holds an older version
   */
  begin(values, isOlder) {
    const element = this.#place.querySelector("form");
    this.row.append(this.#place);
    this.row.classList.add("is-open");
    this.form = new EntryForm(element, { key: this.id });
    if (values) this.form.fill(values);
    this.#isTyped = isOlder || Boolean(values);
    this.#desk.forms.add(this.form);
    element.addEventListener("desk:typed", ({ target }) => this.#typed(target === element));
    element.addEventListener("desk:send", ({ detail }) => this.#save(detail));
    element.addEventListener("desk:leave", () => this.leave());
    this.#warnOfOthers(isOlder);
    this.focus();
  }

  /** What is being written now is not what was to be saved. The tray tells of photos that arrive, too. */
  #typed(isByHand) {
    this.#isTyped = true;
    if (!isByHand || !(this.#retry || this.#isWaiting)) return;
    this.#stopTrying();
    this.warn(this.#desk.words.timeline.wrote_on);
  }

  #stopTrying() {
    clearTimeout(this.#retry);
    this.#retry = 0;
    this.#isWaiting = false;
  }

  #warnOfOthers(isOlder) {
    const { words, root } = this.#desk;
    const clock = { hour: "2-digit", minute: "2-digit", timeZone: root.dataset.zone, numberingSystem: "latn" };
    const others = this.editors.map(({ name, since }) => {
      const time = new Date(since).toLocaleTimeString(document.documentElement.lang || undefined, clock);
      return filled(words.timeline.has_open, { name, time });
    });
    if (isOlder) others.push(words.timeline.older);
    this.warn(others.join(" "));
  }

  focus() {
    this.form.focus();
    this.row.scrollIntoView({ block: "nearest" });
  }

  /** @param {string} sentence what the writer is told above the form; empty: nothing */
  warn(sentence) {
    this.#place.querySelector("[data-notice]").textContent = sentence;
  }

  /** @param {{revision: number, changed_by: string}} row what somebody else made of the entry */
  hear(row) {
    if (this.newest && row.revision < this.newest.revision) return;
    this.newest = row;
    if (row.revision > this.revision && !this.form.isBusy && !this.#retry) this.warn(this.#standing());
  }

  /** What somebody else did with the entry since it was opened; empty: nothing. */
  #standing() {
    if (!this.newest || this.newest.revision <= this.revision) return "";
    const { words } = this.#desk;
    const isWithdrawn = this.newest.status === "withdrawn" && this.form.form.dataset.status !== "withdrawn";
    return filled(words.timeline[isWithdrawn ? "withdrawn" : "newer"], { name: this.newest.changed_by });
  }

  /** `isAgain`: nobody has pressed a key for it, so that no dialog is opened. */
  async #save(button, isAgain = false) {
    this.#stopTrying();
    this.#setBusy(true);
    if (await this.#photosAreThere()) await this.#send(button, isAgain);
    else this.#setBusy(false);
  }

  async #send(button, isAgain) {
    const form = this.form.formData(button);
    const answer = await this.#desk.ask(`entries/${this.id}/`, { form, isQuiet: isAgain }).catch(ifUnreachable);
    this.#setBusy(false);
    if (!answer) this.#tryAgain(button);
    else if (this.form.showAnswer(answer, { isFocused: !isAgain })) this.#done(answer.said);
    else this.warn(answer.status === 409 && this.newest?.status !== "withdrawn" ? "" : this.#standing());
  }

  #setBusy(isBusy) {
    this.form.isBusy = isBusy;
    this.form.form.ariaBusy = isBusy ? "true" : null;
  }

  /** Wait for the photos that are being uploaded. @returns {Promise<boolean>} whether the entry is to be saved then */
  async #photosAreThere() {
    const { tray } = this.form;
    if (!tray?.isBusy) return true;
    this.warn(this.#desk.words.writing.waitingForPhotos);
    this.#isWaiting = true;
    const fault = await tray.settle().then(() => "", ({ message }) => message);
    if (fault && !this.#isClosed) this.form.showErrors({ "": [fault] }, { isFocused: false });
    if (fault) this.warn("");
    const isStillMeant = this.#isWaiting && !fault;
    this.#isWaiting = false;
    return isStillMeant;
  }

  /** Save it as soon as the newsroom can be reached, unless somebody goes on writing. */
  #tryAgain(button) {
    if (this.#isClosed) return;
    this.warn(this.#desk.words.timeline.trying);
    this.#retry = setTimeout(() => this.#save(button, true), AGAIN_AFTER_MS);
  }

  #done({ row }) {
    if (!this.newest || this.newest.revision <= row.revision) this.newest = row;
    this.#desk.keeping.drop(this.form);
    this.#desk.say(this.#desk.words.timeline.saved);
    this.#close(this);
  }

  /** Leave the entry; asks where something was typed. @returns {Promise<boolean>} whether it was left */
  async leave() {
    const dialog = this.#desk.root.querySelector('dialog[data-asks="leave"]');
    const focused = document.activeElement;
    if (this.#isTyped && !(await answerTo(dialog))) {
      focused?.focus();
      return false;
    }
    // What was typed stays kept, and is offered.
    this.form.form.dispatchEvent(new CustomEvent("desk:closed", { bubbles: true }));
    this.#close(this);
    return true;
  }

  /** Take the form off the row. */
  close() {
    this.#isClosed = true;
    this.#stopTrying();
    this.#desk.forms.delete(this.form);
    this.form.destroy();
    this.#place.remove();
    this.row.classList.remove("is-open");
  }
}
