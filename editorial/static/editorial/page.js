import { isAway, keepFocus, keepPlace } from "./place.js";

/** @typedef {import("./apply.js").Item} Item */

/**
 * The page that the reader has open, as `Copy` changes it: the feed, what waits for it, and what stands outside it.
 */
export class LivePage {
  /**
   * @param {HTMLElement} main
   * @param {import("./feed.js").Feed} feed
   * @param {import("./waiting.js").Waiting} waiting
   * @param {import("./announcer.js").Announcer} announcer
   */
  constructor(main, feed, waiting, announcer) {
    this.main = main;
    this.feed = feed;
    this.waiting = waiting;
    this.announcer = announcer;
    this.arrived = 0;
  }

  /**
   * Bring an answer in; the reader's place is kept.
   * @param {import("./apply.js").Copy} copy
   * @param {import("./apply.js").Answer} answer
   */
  bring(copy, answer) {
    this.arrived = 0;
    const wasAway = isAway(this.feed.list);
    const wasAtButton = this.waiting.hasFocus;
    keepPlace(this.feed.list, () => {
      copy.apply(answer, this);
      if (!wasAway) this.#placeWaiting();
      this.announcer.announce(this.arrived);
    });
    if (wasAtButton && this.waiting.count === 0) this.feed.focus(this.feed.items[0] ?? null);
    this.#continueBelow();
    this.#state(copy);
  }

  /** Put what waited into the feed, and take the reader there. */
  showWaiting() {
    const placed = this.#placeWaiting();
    this.feed.list.scrollIntoView({ block: "start" });
    const [first] = this.feed.items.filter((item) => placed.includes(item));
    this.feed.focus(first ?? null);
  }

  /** @param {string} id */
  has(id) {
    return this.feed.find(id) !== null;
  }

  /** @param {Item} item */
  place(item) {
    if (this.has(item.id)) {
      this.feed.place(item);
      return;
    }
    if (!this.waiting.has(item.id)) this.arrived += 1;
    this.waiting.keep(item);
  }

  /** @param {string} id */
  remove(id) {
    this.waiting.forget(id);
    if (this.feed.remove(id)) this.announcer.announceWithdrawal();
  }

  /** @param {Record<string, string>} parts HTML by element id */
  showStory(parts) {
    for (const [id, html] of Object.entries(parts)) {
      const element = document.getElementById(id);
      if (element) this.#replace(element, html);
    }
  }

  /** @param {string} status */
  showStatus(status) {
    this.main.dataset.status = status;
  }

  #placeWaiting() {
    const items = this.waiting.release();
    items.forEach((item) => this.feed.place(item));
    return items.map((item) => this.feed.find(item.id));
  }

  // What is the same stays: its pictures do not blink, and a selection in it lasts.
  #replace(element, html) {
    const template = document.createElement("template");
    template.innerHTML = html;
    if (template.innerHTML.trim() === element.innerHTML.trim()) return;
    keepFocus(element, element, () => element.replaceChildren(document.importNode(template.content, true)));
  }

  /** Older entries go on from the last one that is shown now. */
  #continueBelow() {
    const link = this.main.querySelector("a[data-older]");
    const last = this.feed.entries.at(-1);
    if (!link || !last) return;
    const url = new URL(link.href);
    url.searchParams.set("before", last.id);
    link.href = url.href;
  }

  #state(copy) {
    const { dataset } = this.main;
    dataset.version = String(copy.cursor);
    dataset.storyVersion = String(copy.storyVersion);
  }
}
