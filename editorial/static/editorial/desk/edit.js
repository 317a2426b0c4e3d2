import { answerTo } from "./asking-back.js";
import { EntryForm } from "./entry-form.js";
import { ifUnreachable } from "./reaching.js";
import { filled } from "./words.js";

/** One entry open in its row: the same form as the composer's, until it is saved or left. */
export class Edit {
  #desk;
  #close;
  #place;
  #isTyped = false;
  #isSaving = false;

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
    this.row.append(this.#place);
    this.row.classList.add("is-open");
    const element = this.#place.querySelector("form");
    this.form = new EntryForm(element, { key: this.id });
    if (values) this.form.fill(values);
    this.#isTyped = isOlder || Boolean(values);
    element.addEventListener("desk:typed", () => (this.#isTyped = true));
    element.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#save(event.submitter);
    });
    element.querySelector("[data-leave]")?.addEventListener("click", () => this.leave());
    this.#warnOfOthers(isOlder);
    this.focus();
  }

  #warnOfOthers(isOlder) {
    const { words, root } = this.#desk;
    const clock = { hour: "2-digit", minute: "2-digit", timeZone: root.dataset.zone };
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
    if (row.revision > this.revision && !this.#isSaving) {
      this.warn(filled(this.#desk.words.timeline.newer, { name: row.changed_by }));
    }
  }

  /** @param {string} [name] the button to press; without it, or where it is missing, the main one */
  press(name) {
    const form = this.#place.querySelector("form");
    const button = form.querySelector(`button[type=submit][name="${name}"]`) ?? form.querySelector("button.default");
    form.requestSubmit(button);
  }

  async #save(button) {
    if (this.#isSaving) return;
    this.#busy(true);
    const form = this.form.formData(button);
    const answer = await this.#desk.ask(`entries/${this.id}/`, { form }).catch(ifUnreachable);
    this.#busy(false);
    if (answer?.status === 200) this.#done(answer.said);
    else this.#refused(answer);
  }

  #busy(isSaving) {
    this.#isSaving = isSaving;
    this.#place.querySelector("form").ariaBusy = String(isSaving);
  }

  #done({ row }) {
    this.#isTyped = false;
    if (!this.newest || this.newest.revision <= row.revision) this.newest = row;
    this.#desk.say(this.#desk.words.timeline.saved);
    this.#close(this);
  }

  #refused(answer) {
    const words = this.#desk.words.timeline;
    const { conflict, errors, refused } = answer?.said ?? {};
    if (!answer) this.warn(words.not_saved);
    else if (answer.status === 404) this.warn(words.gone);
    else if (!errors) this.warn(refused ?? words.failed);
    else this.warn("");
    if (conflict) this.form.showConflict(conflict);
    if (errors) this.form.showErrors(errors, answer.said);
  }

  /** Leave the entry; asks where something was typed. @returns {Promise<boolean>} whether it was left */
  async leave() {
    const dialog = this.#desk.root.querySelector('dialog[data-asks="leave"]');
    if (this.#isTyped && !(await answerTo(dialog))) {
      this.focus();
      return false;
    }
    this.#close(this);
    return true;
  }

  /** Take the form off the row. */
  close() {
    this.form.destroy();
    this.#place.remove();
    this.row.classList.remove("is-open");
  }
}
