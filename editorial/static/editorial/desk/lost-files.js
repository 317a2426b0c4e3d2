/**
 * @typedef {{name: string, size: number, modified: number, key: string, words?: Record<string, string|boolean>}} Part
 *   a file that was being sent when the page was closed, and what had been typed for it
 */

/** Files whose sending a crash broke off: the page cannot have them again by itself, so they are asked for by name. */
export class LostFiles {
  /** @param {HTMLElement} element @param {() => void} onForgotten */
  constructor(element, onForgotten) {
    this.element = element;
    this.parts = [];
    element.querySelector("[data-forget-lost]").addEventListener("click", () => {
      this.parts = [];
      onForgotten();
    });
  }

  /** @param {Part[]} parts */
  set parts(parts) {
    this.all = parts;
    this.#show();
  }

  get parts() {
    return this.all;
  }

  /** What is known of a file that is brought again: from now on it is not lost. @param {File} file */
  take(file) {
    const place = this.all.findIndex((part) => isOf(part, file));
    if (place < 0) return { key: "", words: {} };
    const [{ key, words = {} }] = this.all.splice(place, 1);
    this.#show();
    return { key, words };
  }

  #show() {
    this.element.hidden = !this.all.length;
    this.element.querySelector("[data-lost-names]").textContent = this.all.map(({ name }) => name).join(", ");
  }
}

/** An upload that has not ended, as it is kept. @returns {Part} */
export const partOf = ({ file, key }) => ({ name: file.name, size: file.size, modified: file.lastModified, key });

const isOf = ({ name, size, modified }, file) =>
  name === file.name && size === file.size && modified === file.lastModified;
