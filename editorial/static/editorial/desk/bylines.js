import { filled } from "./words.js";

/**
 * Whose work it is: a chip for each byline, in the order that readers see. One types a name to add one; on a chip the
 * arrow keys move it, Delete takes it out.
 */
export class Bylines {
  /** @param {HTMLElement} element @param {Record<string, string>} words */
  constructor(element, words) {
    this.element = element;
    this.words = words;
    this.list = element.querySelector("[data-byline-list]");
    this.field = element.querySelector("[data-add-byline]");
    const options = [...element.querySelectorAll("datalist option")];
    this.names = new Map(options.map((option) => [option.dataset.key, option.value]));
    this.field.addEventListener("input", () => this.#addTyped(false));
    this.field.addEventListener("change", () => this.#addTyped(true));
    this.field.addEventListener("keydown", (event) => this.#addByKey(event));
    this.list.addEventListener("keydown", (event) => this.#moveByKey(event));
    this.list.addEventListener("click", (event) => this.#removeByClick(event));
    this.chosen = element.dataset.chosen ? element.dataset.chosen.split(",") : [];
  }

  /** @returns {string[]} the keys of the bylines, in order */
  get chosen() {
    return [...this.list.children].map((chip) => chip.dataset.key);
  }

  set chosen(keys) {
    this.list.replaceChildren(...keys.filter((key) => this.names.has(key)).map((key) => this.#chip(key)));
  }

  /** What was typed and is no byline of the house. */
  get unknown() {
    return this.field.value.trim();
  }

  #chip(key) {
    const chip = document.createElement("li");
    chip.className = "chip is-on";
    chip.dataset.key = key;
    const remove = document.createElement("button");
    remove.type = "button";
    remove.textContent = "×";
    remove.title = this.words.moveByline;
    remove.setAttribute("aria-label", filled(this.words.removeByline, { name: this.names.get(key) }));
    remove.setAttribute("aria-description", this.words.moveByline);
    chip.append(filled(this.words.by, { name: this.names.get(key) }), remove);
    return chip;
  }

  /** The byline that is meant: named in full, or the only one that begins so. */
  #meant(typed, isDone) {
    const free = [...this.names].filter(([key]) => !this.chosen.includes(key));
    const exact = free.filter(([, name]) => name === typed);
    if (exact.length || !isDone) return exact[0]?.[0];
    const alike = free.filter(([, name]) => name.toLowerCase().includes(typed.toLowerCase()));
    return alike.length === 1 ? alike[0][0] : undefined;
  }

  #addTyped(isDone) {
    const typed = this.field.value.trim();
    const key = typed && this.#meant(typed, isDone);
    this.field.removeAttribute("aria-invalid");
    if (key) {
      this.list.append(this.#chip(key));
      this.field.value = "";
      this.#tell();
    }
    return !typed || Boolean(key);
  }

  #addByKey(event) {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (!this.#addTyped(true)) this.field.setAttribute("aria-invalid", "true");
  }

  #moveByKey(event) {
    const chip = event.target.closest("li");
    const step = { ArrowLeft: "previousElementSibling", ArrowRight: "nextElementSibling" }[event.key];
    if (step && chip[step]) {
      const place = event.key === "ArrowLeft" ? "before" : "after";
      chip[step][place](chip);
      chip.querySelector("button").focus();
    } else if (event.key === "Delete" || event.key === "Backspace") {
      this.#remove(chip);
    } else {
      return;
    }
    event.preventDefault();
    this.#tell();
  }

  #removeByClick(event) {
    if (!event.target.closest("button")) return;
    this.#remove(event.target.closest("li"));
    this.#tell();
  }

  #remove(chip) {
    const next = chip.nextElementSibling ?? chip.previousElementSibling;
    chip.remove();
    (next?.querySelector("button") ?? this.field).focus();
  }

  #tell() {
    this.element.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
