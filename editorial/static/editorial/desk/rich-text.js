import { markupOf } from "./entry-values.js";

/**
 * The text editor (CKEditor 4) in a text area, as `editorial.richtext` configures it. Until its files are there the
 * text area itself is written in; its words are taken over.
 */

const TOOLBAR = [["Bold", "Italic", "Blockquote", "BulletedList", "NumberedList", "Subheading", "Link", "Photo"]];

let loading;

/** Have the editor's files; once for all forms of the page. @returns {Promise<any>} CKEDITOR */
function editorFiles(address) {
  loading ??= new Promise((done, fail) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => done(window.CKEDITOR);
    script.onerror = () => {
      loading = undefined;
      fail(new Error(address));
    };
    document.head.append(script);
  });
  return loading;
}

/** @param {HTMLTextAreaElement} textarea with the data- attributes of the rich text widget */
export function writeIn(textarea) {
  return new RichText(textarea);
}

class RichText {
  constructor(textarea) {
    this.textarea = textarea;
    this.listeners = new Set();
    // What stands in the text area is markup where the server, or a kept text, put it there; else words as typed.
    this.isMarkup = textarea.value.trim() !== "";
    this.editor = null;
    this.isReady = false;
    textarea.addEventListener("input", () => this.#tell());
    this.#begin().catch(() => textarea.dispatchEvent(new CustomEvent("desk:plain", { bubbles: true })));
  }

  async #begin() {
    const { editor } = document.querySelector("[data-desk]").dataset;
    const CKEDITOR = await editorFiles(editor);
    if (this.isDestroyed) return;
    for (const [name, path, file] of JSON.parse(this.textarea.dataset.externalPluginResources)) {
      CKEDITOR.plugins.addExternal(name, path, file);
    }
    const configuration = JSON.parse(this.textarea.dataset.config);
    // The text area is hidden from here on.
    this.hadFocus = document.activeElement === this.textarea;
    this.editor = CKEDITOR.replace(this.textarea, { ...configuration, toolbar: TOOLBAR, title: this.#label() });
    this.editor.on("instanceReady", () => this.#takeOver());
  }

  #label() {
    return this.textarea.labels[0]?.textContent ?? "";
  }

  #takeOver() {
    if (this.isDestroyed) {
      this.editor.destroy();
      return;
    }
    const words = this.getData();
    this.isReady = true;
    this.setData(words);
    const editable = this.editor.editable();
    editable.attachListener(editable, "input", () => this.#tell());
    this.editor.on("change", () => {
      if (!this.isSetting) this.#tell();
    });
    if (this.hadFocus) this.focus();
  }

  #tell() {
    for (const listener of this.listeners) listener();
  }

  /** The text, marked up. */
  getData() {
    if (this.isReady) return this.editor.getData();
    return this.isMarkup ? this.textarea.value : markupOf(this.textarea.value);
  }

  /** Another text in its place, which cannot be undone. @param {string} markup */
  setData(markup) {
    if (this.isReady) {
      this.isSetting = true;
      this.editor.setData(markup, { noSnapshot: true, callback: () => this.editor.resetUndo() });
      this.isSetting = false;
    } else {
      this.textarea.value = markup;
      this.isMarkup = markup !== "";
    }
  }

  /** Put the cursor into it, at the end. */
  focus() {
    if (!this.isReady) {
      this.textarea.focus();
      return;
    }
    this.editor.focus();
    const range = this.editor.createRange();
    range.moveToElementEditEnd(this.editor.editable());
    range.select();
  }

  /** What has the focus when one writes in it, for marking it as wrong. */
  get element() {
    return this.isReady ? this.editor.editable().$ : this.textarea;
  }

  /** Put a photo of the library after the block in which the cursor stands. @param {{id: number}} photo */
  insertPhoto(photo) {
    if (this.isReady) {
      this.editor.photos.insert(photo);
    } else {
      this.setData(`${this.getData()}\n<figure data-photo="${photo.id}"></figure>`);
    }
    this.#tell();
  }

  /** Be told of each change that somebody makes. @param {() => void} listener */
  onTyped(listener) {
    this.listeners.add(listener);
  }

  /** Take the editor away; the text area keeps the text. */
  destroy() {
    this.isDestroyed = true;
    this.listeners.clear();
    if (this.isReady) this.editor.destroy();
    this.isReady = false;
  }
}
