import { parsed } from "./feed.js";
import { isAway, keepFocus, keepPlace } from "./place.js";

/** @typedef {import("./apply.js").Item} Item */

/**
 * The page that the reader has open, as `Copy` changes it: the feed, what waits for it, and what stands outside it.
 * @param {HTMLElement} main
 * @param {ReturnType<import("./feed.js").feedOf>} feed
 * @param {ReturnType<import("./waiting.js").waitingBehind>} waiting
 * @param {ReturnType<import("./announcer.js").announcerOf>} announcer
 */
export function pageOf(main, feed, waiting, announcer) {
  let arrived;

  const isPaused = () => "paused" in main.dataset;
  const placeWaiting = () => waiting.release().forEach((item) => feed.place(item));

  // What is the same stays: its pictures do not blink, and a selection in it lasts.
  function replace(element, html) {
    const fresh = parsed(html);
    if (fresh.innerHTML.trim() === element.innerHTML.trim()) return;
    keepFocus(element, element, () => element.replaceChildren(fresh.content));
  }

  // Older entries go on from the last one that is shown now.
  function continueBelow() {
    const link = main.querySelector("a[data-older]");
    const last = feed.entries().at(-1);
    if (link && last) link.search = `?before=${last.id}`;
  }

  return {
    /**
     * Bring an answer in, and what waited, if it need not wait any more; the reader's place is kept.
     * @param {import("./apply.js").Copy} copy
     * @param {import("./apply.js").Answer} [answer]
     */
    bring(copy, answer) {
      const mustWait = isPaused() || isAway(feed.list);
      const wasAtButton = document.activeElement === waiting.button;
      arrived = 0;
      main.dispatchEvent(new Event("changing"));
      keepPlace(feed.list, () => {
        if (answer) copy.apply(answer, this);
        if (!mustWait) placeWaiting();
        announcer.announce(arrived);
      });
      if (wasAtButton && waiting.button.hidden) feed.focus(feed.items()[0]);
      continueBelow();
      main.dataset.version = copy.cursor;
    },

    /**
     * Go on below with older entries.
     * @param {import("./apply.js").Copy} copy
     * @param {import("./apply.js").Older} older
     * @returns {boolean} whether they could be used
     */
    extend(copy, older) {
      return copy.extend(older, {
        place(item) {
          waiting.forget(item.id);
          feed.place(item);
        },
      });
    },

    /** Put what waited into the feed, and take the reader there. */
    showWaiting() {
      placeWaiting();
      feed.list.scrollIntoView();
      feed.focus(feed.list.querySelector(".is-new"));
    },

    /** @param {string} id */
    has: (id) => !!feed.find(id),

    /** @param {Item} item what is new waits, and so does the move of what is shown while the reader has paused updates */
    place(item) {
      if (feed.find(item.id) && feed.place(item, isPaused())) {
        waiting.forget(item.id);
        return;
      }
      if (!waiting.has(item.id)) arrived += 1;
      waiting.keep(item);
    },

    /** @param {string} id */
    remove(id) {
      waiting.forget(id);
      if (feed.remove(id)) announcer.announceWithdrawal();
    },

    /** @param {Record<string, string>} parts HTML by element id */
    showStory(parts) {
      for (const [id, html] of Object.entries(parts)) {
        const element = document.getElementById(id);
        if (element) replace(element, html);
      }
    },

    /** @param {string} status */
    showStatus(status) {
      main.dataset.status = status;
    },
  };
}
