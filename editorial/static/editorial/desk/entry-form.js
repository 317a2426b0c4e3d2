import { countCharacters } from "../admin/counter.js";
import { Bylines } from "./bylines.js";
import { EntryTime } from "./entry-time.js";
import { fieldsOf, isNothing } from "./entry-values.js";
import { clearErrors, tellErrors } from "./form-errors.js";
import { obeyKeys } from "./form-keys.js";
import { writeIn } from "./rich-text.js";

/** @typedef {import("./entry-values.js").Values} Values */

// Fields of the form that say nothing of what somebody wrote, or are told in their own way.
const ASIDE = /^(csrfmiddlewaretoken|_.*|text|bylines_\d+)$/;
const forms = new WeakMap();

const wordsOfPage = () => JSON.parse(document.getElementById("desk-words").textContent).writing;

/**
 * The form in which an entry is written or edited. It emits, from its `<form>` and bubbling: `desk:typed` at every
 * change, `desk:send` (detail: the name of the button) and `desk:leave`.
 */
export class EntryForm {
  /** Makes the tray for photos: `(element, insertAtCursor) => PhotoTray`. The page sets it. */
  static makeTray = null;

  /** The form of which this is, or within which this lies. @param {Element} element */
  static of(element) {
    return forms.get(element.closest("form"));
  }

  /** @param {HTMLFormElement} form @param {{key?: string}} [known] */
  constructor(form, { key } = {}) {
    this.form = form;
    this.ownKey = key;
    this.words = wordsOfPage();
    this.isTouched = false;
    this.isBusy = false;
    forms.set(form, this);
    this.blankTray = form.querySelector("[data-tray]").cloneNode(true);
    this.#equip();
    this.#listen();
  }

  #equip() {
    const part = (name) => this.form.querySelector(`[data-${name}]`);
    this.text = writeIn(this.form.elements.text);
    this.text.onTyped(() => this.#typed());
    this.bylines = part("bylines") && new Bylines(part("bylines"), this.words);
    this.time = part("time") && new EntryTime(part("time"), part("now"), this.words);
    this.#useTray(part("tray"));
    if (this.time) this.ticking = setInterval(() => this.time.tick(), 1_000);
    this.#countHeading(this.form.elements.heading);
  }

  #countHeading(heading) {
    heading.dataset.countTo = heading.dataset.readsWell;
    countCharacters(heading);
  }

  #useTray(element) {
    const tray = EntryForm.makeTray?.(element, (photo) => tray === this.tray && this.text.insertPhoto(photo));
    this.tray = tray;
    this.trayElement = element;
  }

  #listen() {
    const { form } = this;
    obeyKeys(this);
    form.addEventListener("input", ({ target }) => target === form.elements.text || this.#typed());
    form.addEventListener("desk:typed", () => (this.isTouched = true));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send(event.submitter.name);
    });
    form.querySelector("[data-leave]")?.addEventListener("click", () => this.leave());
    for (const kind of ["drop", "paste"]) form.addEventListener(kind, (event) => this.#takeFiles(event), true);
    form.addEventListener("dragover", (event) => this.tray && hasFiles(event) && event.preventDefault());
  }

  #takeFiles(event) {
    const { files } = event.clipboardData ?? event.dataTransfer;
    if (!this.tray || !files.length) return;
    event.preventDefault();
    event.stopPropagation();
    this.tray.add(files);
  }

  #typed() {
    this.form.dispatchEvent(new CustomEvent("desk:typed", { bubbles: true }));
  }

  /** By which it is kept: an entry's id, or a new one's token. */
  get key() {
    return this.ownKey ?? this.entry ?? this.form.elements.token.value;
  }

  /** The id of the entry that is edited; none for a new one. @returns {string|undefined} */
  get entry() {
    return this.form.dataset.entry;
  }

  /** Whether nothing is in it that anybody would miss. */
  get isEmpty() {
    return isNothing(this.values());
  }

  #fields() {
    const all = [...this.form.elements].filter(({ name }) => name && !ASIDE.test(name));
    return all.filter((field) => !this.trayElement.contains(field) && !field.matches("button, datalist"));
  }

  /** What it holds, as typed. @returns {Values} */
  values() {
    const fields = this.#fields().map((field) => [field.name, field.type === "checkbox" ? checked(field) : field.value]);
    const values = { ...Object.fromEntries(fields), text: this.text.getData() };
    if (this.bylines) values.bylines = this.bylines.chosen;
    if (this.tray) values.photos = this.tray.values();
    return values;
  }

  /** Put these in; fields that are not named stay. @param {Values} values */
  fill(values) {
    for (const field of this.#fields()) {
      if (!(field.name in values)) continue;
      if (field.type === "checkbox") field.checked = values[field.name] !== "";
      else field.value = values[field.name];
    }
    if ("text" in values) this.text.setData(values.text);
    if (this.bylines && values.bylines) this.bylines.chosen = values.bylines;
    if (this.time && "published_at" in values) this.time.value = values.published_at;
    if (this.tray && values.photos) this.tray.fill(values.photos);
    this.form.elements.heading.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** The fields to post for a button. @param {string} button */
  formData(button) {
    const sent = fieldsOf(this.values(), button, this.tray?.photos);
    // What was chosen where two versions part.
    for (const [name, value] of new FormData(this.form)) if (/^_(keep_.+|over)$/.test(name)) sent.append(name, value);
    return sent;
  }

  /** Give the tray away with what is being uploaded in it; the form has an empty one then. */
  releaseTray() {
    const { tray, trayElement } = this;
    const fresh = this.blankTray.cloneNode(true);
    trayElement.replaceWith(fresh);
    this.#useTray(fresh);
    return { tray, element: trayElement };
  }

  /** Take a tray that another form gave away. */
  takeTray({ tray, element }) {
    this.trayElement.replaceWith(element);
    Object.assign(this, { tray, trayElement: element });
  }

  /** Put the cursor where one begins to write. */
  focus() {
    this.form.elements.heading.focus();
  }

  /** Ask to be sent, unless it is under way or somebody has to say first what they mean. @param {string} button */
  send(button) {
    if (this.isBusy) return;
    clearErrors(this.form);
    if (this.bylines?.unknown) {
      this.showErrors({ bylines: [this.words.unknownByline] });
      return;
    }
    this.form.dispatchEvent(new CustomEvent("desk:send", { bubbles: true, detail: button }));
  }

  /** Ask to be left. */
  leave() {
    this.form.dispatchEvent(new CustomEvent("desk:leave", { bubbles: true }));
  }

  /** Tell what is wrong, and go to the first of it. */
  showErrors(errors, { isFocused = true } = {}) {
    clearErrors(this.form);
    const first = tellErrors(this.form, errors, (name) => this.#fieldOf(name));
    if (first && isFocused) first.focus();
  }

  #fieldOf(name) {
    if (name === "text") return this.text.element;
    if (name === "bylines") return this.bylines?.field;
    if (name === "published_at" && this.time) this.time.part.hidden = false;
    return this.form.elements[name];
  }

  /** Show what the server made of the two versions, for choosing. @param {string} html */
  showConflict(html, isFocused = true) {
    const place = this.form.querySelector("[data-conflict]");
    place.innerHTML = html;
    const choice = place.querySelector("input");
    if (choice && isFocused) choice.focus();
    if (isFocused) place.scrollIntoView({ block: "nearest" });
  }

  /** Ask what readers are to be told of the change. */
  askCorrection(isFocused = true) {
    const part = this.form.querySelector("[data-correction]");
    if (!part) return;
    part.open = true;
    if (isFocused) this.form.elements.correction.focus();
  }

  /**
   * Show what the server answered to the form.
   * @param {import("./asking.js").Answer} answer
   * @param {{isFocused?: boolean}} [how] whether the cursor goes to what is wrong
   * @returns {boolean} whether it was saved
   */
  showAnswer({ status, said }, { isFocused = true } = {}) {
    // What was chosen of two versions stands until there is another to choose from.
    if (status === 200) return true;
    if (said?.token) this.form.elements.token.value = said.token;
    this.showErrors(said?.errors ?? { "": [said?.refused ?? this.words[status === 404 ? "gone" : "failed"]] }, { isFocused });
    if (said?.asks === "correction") this.askCorrection(isFocused);
    if (said?.conflict) this.showConflict(said.conflict, isFocused);
    return false;
  }

  /** Empty it for the next entry, under a token of its own. @param {{token: string, bylines?: string[]}} next */
  clear({ token, bylines }) {
    clearErrors(this.form);
    this.form.querySelector("[data-conflict]").replaceChildren();
    this.fill({ heading: "", text: "", published_at: "", is_key_event: "", is_pinned: "", token, bylines });
    this.isTouched = false;
  }

  /** Let go of it: the page takes its element away. */
  destroy() {
    this.form.dispatchEvent(new CustomEvent("desk:closed", { bubbles: true }));
    clearInterval(this.ticking);
    forms.delete(this.form);
    this.text.destroy();
  }
}

const checked = (field) => (field.checked ? "on" : "");
const hasFiles = ({ dataTransfer }) => dataTransfer?.types.includes("Files");
