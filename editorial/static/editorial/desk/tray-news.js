import { filled } from "./words.js";

/** What has just become of the photos: said beside the button and to people who hear the page, with a way back. */
export class TrayNews {
  /** @param {HTMLElement} element */
  constructor(element) {
    this.told = element.querySelector("[data-told]");
    this.undo = element.querySelector("[data-undo]");
  }

  /**
   * @param {string} sentence
   * @param {Record<string, string|number>} [values]
   * @param {() => void} [undo] takes it back
   */
  tell(sentence, values = {}, undo = null) {
    this.told.textContent = filled(sentence, values);
    this.undo.hidden = !undo;
    this.undo.onclick = undo;
  }
}
