import { Unreachable } from "./asking.js";
import { EntryForm } from "./entry-form.js";
import { isNothing } from "./entry-values.js";
import { drawerOf } from "./kept-here.js";
import { filled } from "./words.js";

const HERE_AFTER_MS = 250;
const THERE_AFTER_MS = 3_000;
// More than this a browser does not send while a page goes away.
const MOST_LAST_WORDS = 60_000;

/**
 * @typedef {{key: string, entry?: string, window: string, values: object, at: number}} Kept
 *   what was typed into one form and not sent; `at` in milliseconds
 */

/** The name of a kept text on the server. An entry may be open in several windows, with other words in each. */
export const nameThere = ({ key, entry, window: name, there }) => there ?? (entry ? `${entry}-${name}` : key);

/** One form's words, kept in this browser as one types and on the server every few seconds. */
class Keeper {
  constructor(desk, drawer, entryForm) {
    Object.assign(this, { desk, drawer, entryForm });
    this.there = Promise.resolve();
    this.isHere = this.isThere = true;
    this.keptAt = 0;
  }

  typed() {
    this.hereTimer ??= setTimeout(() => this.keepHere(), HERE_AFTER_MS);
    this.thereTimer ??= setTimeout(() => this.keepThere(), THERE_AFTER_MS);
  }

  #stop() {
    clearTimeout(this.hereTimer);
    clearTimeout(this.thereTimer);
    this.hereTimer = this.thereTimer = undefined;
  }

  /** @returns {Kept} */
  #record() {
    const { key, entry } = this.entryForm;
    return { key, entry, window: this.desk.window, values: this.entryForm.values(), at: Date.now() };
  }

  keepHere() {
    clearTimeout(this.hereTimer);
    this.hereTimer = undefined;
    const kept = this.#record();
    if (!kept.entry && isNothing(kept.values)) {
      this.drop();
      return null;
    }
    this.kept = kept;
    this.isHere = this.drawer.put(nameHere(kept), kept);
    this.show();
    return kept;
  }

  keepThere({ isLast = false } = {}) {
    clearTimeout(this.thereTimer);
    this.thereTimer = undefined;
    const kept = this.keepHere();
    if (!kept) return this.there;
    const content = JSON.stringify(kept.values);
    if (isLast && content.length > MOST_LAST_WORDS) return this.there;
    if (this.isSending && !isLast) {
      this.thereTimer = setTimeout(() => this.keepThere(), THERE_AFTER_MS);
      return this.there;
    }
    this.there = this.there.then(() => this.#send(kept, content, isLast));
    return this.there;
  }

  async #send(kept, content, keepalive) {
    this.isSending = true;
    const form = { key: nameThere(kept), entry: kept.entry ?? "", window: kept.window, content };
    try {
      const { status } = await this.desk.ask("unsent/", { form, isQuiet: true, keepalive });
      this.isThere = status === 200;
    } catch (fault) {
      if (!(fault instanceof Unreachable)) throw fault;
      this.isThere = false;
    }
    this.isSending = false;
    if (this.isThere) this.keptAt = Date.now();
    else if (this.kept) this.thereTimer ??= setTimeout(() => this.keepThere(), 2 * THERE_AFTER_MS);
    this.show();
  }

  /** Keep it no more in this browser: somebody else does. What is under way to the server is waited for. */
  release() {
    this.#stop();
    if (this.kept) this.drawer.drop(nameHere(this.kept));
    this.kept = undefined;
    this.keptAt = 0;
    this.isHere = this.isThere = true;
    this.show();
    return this.there;
  }

  /** It was sent, or given up: nobody keeps it any more. */
  drop() {
    const { kept } = this;
    const released = this.release();
    if (kept) released.then(() => this.desk.keeping.forget(kept));
  }

  /** Write it down at once: the page may be gone in a moment. */
  hurry() {
    if (this.hereTimer) this.keepHere();
    if (this.thereTimer) this.keepThere({ isLast: true });
  }

  show() {
    const place = this.entryForm.form.querySelector("[data-kept]");
    const sentence = this.kept ? this.#sentence() : "";
    if (place.textContent !== sentence) place.textContent = sentence;
  }

  #sentence() {
    const { words } = this.entryForm;
    if (!this.isThere) return words[this.isHere ? "keptHere" : "keptNowhere"];
    if (!this.keptAt) return this.isHere ? words.keptNow : "";
    if (!this.isHere) return words.keptThere;
    const seconds = Math.round((Date.now() - this.keptAt) / 1000);
    if (seconds < 60) return filled(words.keptSeconds, { number: seconds });
    return filled(words.keptMinutes, { number: Math.floor(seconds / 60) });
  }
}

/** @param {Kept} kept */
const nameHere = ({ window: name, key }) => `${name} ${key}`;

/**
 * Keeps what is typed into every form of the desk.
 * @param {object} desk gets `keeping`
 */
export function keeping(desk) {
  const drawer = drawerOf("unsent", desk);
  /** @type {Map<EntryForm, Keeper>} */
  const keepers = new Map();

  function keeperOf(entryForm) {
    if (!keepers.has(entryForm)) keepers.set(entryForm, new Keeper(desk, drawer, entryForm));
    return keepers.get(entryForm);
  }

  desk.root.addEventListener("desk:typed", ({ target }) => {
    const entryForm = EntryForm.of(target);
    if (entryForm) keeperOf(entryForm).typed();
  });
  // Left without being sent: what is kept stays, and is offered.
  desk.root.addEventListener("desk:closed", ({ target }) => {
    const entryForm = EntryForm.of(target);
    const keeper = keepers.get(entryForm);
    keeper?.hurry();
    keepers.delete(entryForm);
    if (keeper?.kept) desk.keptTexts.offer(keeper.kept);
  });

  const hurryAll = () => keepers.forEach((keeper) => keeper.hurry());
  document.addEventListener("visibilitychange", () => document.hidden && hurryAll());
  addEventListener("pagehide", hurryAll);
  setInterval(() => document.hidden || keepers.forEach((keeper) => keeper.show()), 1_000);

  desk.keeping = {
    drawer,

    /** Keep the form's words here and now. */
    keep: (entryForm) => keeperOf(entryForm).keepThere(),

    /** The form's words were sent or given up. */
    drop: (entryForm) => keeperOf(entryForm).drop(),

    /** Somebody else keeps the form's words in this browser; resolves when nothing of them is under way any more. */
    release: (entryForm) => keeperOf(entryForm).release(),

    /** A kept text is of no more use. @param {Kept} kept */
    async forget(kept) {
      drawer.drop(nameHere(kept));
      try {
        await desk.ask("unsent/drop/", { form: { key: nameThere(kept) }, isQuiet: true });
      } catch (fault) {
        // It stays on the server, and is offered again some day: better than lost.
        if (!(fault instanceof Unreachable)) throw fault;
      }
    },
  };
}
