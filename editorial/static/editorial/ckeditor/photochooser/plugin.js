/*
 * The library's photos: asked of the server, and chosen from in a dialog.
 *
 * It gives the editor `editor.photos`:
 *   find(id)       a promise of what is known of one photo, undefined where the library lacks it
 *   choose()       a promise of the photo that was chosen, undefined where the dialog was closed
 *
 * @typedef {{id: number, thumbnail: string, alternative_text: string, caption: string, credit_line: string,
 *            missing: string[], obstacle: string}} Photo
 *   `obstacle`: why its rights forbid to publish it now, as a sentence
 */
"use strict";

(() => {
  /** What was asked already, for all editors of the page. @type {Map<number, Promise<Photo|undefined>>} */
  const known = new Map();
  const SEARCH_PAUSE_MS = 200;
  const MOST_AT_ONCE = 50;

  /** @param {string} address @param {Record<string, string>} asked @returns {Promise<Photo[]>} */
  async function ask(address, asked) {
    const answer = await fetch(`${address}?${new URLSearchParams(asked)}`, {
      headers: { Accept: "application/json" },
    });
    if (!answer.ok) throw new Error(`${answer.status}`);
    return (await answer.json()).photos;
  }

  /** Ids asked for in the same moment go in one request. */
  function asking(address) {
    const waiting = [];
    const send = () => {
      const asked = waiting.splice(0, MOST_AT_ONCE);
      if (waiting.length) queueMicrotask(send);
      ask(address, { ids: asked.map(({ id }) => id).join(",") }).then(
        (photos) => asked.forEach(({ id, done }) => done(photos.find((photo) => photo.id === id))),
        (fault) => asked.forEach(({ id, fail }) => known.delete(id) && fail(fault)),
      );
    };
    return (id) => {
      if (!known.has(id)) {
        known.set(id, new Promise((done, fail) => {
          if (!waiting.length) queueMicrotask(send);
          waiting.push({ id, done, fail });
        }));
      }
      return known.get(id);
    };
  }

  function element(tag, properties = {}, ...children) {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  }

  /** @param {Photo} photo */
  function choice(photo, words) {
    const missing = photo.missing.length ? `${words.missing} ${photo.missing.join(", ")}` : "";
    const button = element(
      "button",
      { type: "button", className: "photo-choice" },
      element("img", { alt: "", loading: "lazy", ...(photo.thumbnail && { src: photo.thumbnail }) }),
      element("span", { className: "photo-choice-title", textContent: photo.caption || photo.alternative_text }),
      element("span", { className: "photo-choice-credit", textContent: photo.credit_line }),
      element("span", { className: "photo-choice-missing", textContent: missing }),
      element("strong", { className: "photo-choice-forbidden", textContent: photo.obstacle }),
    );
    return element("li", {}, button);
  }

  class Chooser {
    constructor(address, words) {
      this.address = address;
      this.words = words;
      this.search = element("input", { type: "search", autocomplete: "off" });
      this.search.setAttribute("aria-label", words.search);
      this.search.placeholder = words.search;
      this.list = element("ul", { className: "photo-choices" });
      this.state = element("p", { className: "photo-state" });
      this.state.setAttribute("role", "status");
      const close = element("button", { type: "button", className: "photo-close", textContent: words.close });
      const heading = element("h2", { textContent: words.insert });
      this.dialog = element("dialog", { className: "photo-dialog" }, heading, this.search, this.state, this.list, close);
      this.dialog.setAttribute("aria-label", words.insert);
      close.addEventListener("click", () => this.dialog.close());
      this.search.addEventListener("input", () => this.searchSoon());
      this.dialog.addEventListener("keydown", (event) => this.move(event));
      this.dialog.addEventListener("close", () => this.leave());
    }

    /** A browser tells late that a dialog was closed: it may be open again by then. */
    leave() {
      if (this.dialog.open) return;
      this.dialog.remove();
      this.done?.(this.chosen);
    }

    /** @returns {Promise<Photo|undefined>} */
    open() {
      this.leave();
      this.chosen = undefined;
      this.search.value = "";
      document.body.append(this.dialog);
      this.dialog.showModal();
      this.search.focus();
      this.load();
      return new Promise((done) => (this.done = done));
    }

    searchSoon() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.load(), SEARCH_PAUSE_MS);
    }

    async load() {
      const asked = this.search.value;
      try {
        const photos = await ask(this.address, { q: asked });
        if (asked === this.search.value) this.show(photos);
      } catch {
        this.state.textContent = this.words.failed;
      }
    }

    /** Who has gone to a photo already stays there. @param {Photo[]} photos */
    show(photos) {
      const chosen = this.list.contains(document.activeElement) && Number(document.activeElement.dataset.photo);
      this.state.textContent = photos.length ? "" : this.words.nothing;
      this.list.replaceChildren(...photos.map((photo) => {
        const item = choice(photo, this.words);
        item.firstChild.dataset.photo = photo.id;
        item.firstChild.addEventListener("click", () => {
          known.set(photo.id, Promise.resolve(photo));
          this.chosen = photo;
          this.dialog.close();
        });
        return item;
      }));
      if (chosen) (this.list.querySelector(`[data-photo="${chosen}"]`) ?? this.search).focus();
    }

    /** Arrow keys go through the photos; Enter in the search takes none, and does not send the form. */
    move(event) {
      if (event.key === "Enter" && event.target === this.search) event.preventDefault();
      if (event.key === "Escape") {
        event.preventDefault(); // a search field would only be emptied by it
        this.dialog.close();
      }
      const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
      const isTyping = event.target === this.search && event.key !== "ArrowDown";
      if (!step || isTyping) return;
      const choices = [...this.list.querySelectorAll("button")];
      const next = choices[choices.indexOf(document.activeElement) + step] ?? this.search;
      event.preventDefault();
      next.focus();
    }
  }

  CKEDITOR.plugins.add("photochooser", {
    init(editor) {
      const { photosAddress, words } = editor.config;
      const chooser = new Chooser(photosAddress, words);
      editor.photos = { find: asking(photosAddress), choose: () => chooser.open() };
    },
  });
})();
