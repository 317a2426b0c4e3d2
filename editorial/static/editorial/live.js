/** Keeps an open story up to date: asks what has changed, and shows it where it belongs. */

import { Announcer } from "./announcer.js";
import { Copy } from "./apply.js";
import { Feed } from "./feed.js";
import { LivePage } from "./page.js";
import { Polling, Unanswered, followReader } from "./polling.js";
import { Waiting } from "./waiting.js";

const BETWEEN_RELOADS = 60_000;

/**
 * What the server rendered, as the versions of it.
 * @param {HTMLElement} main
 * @param {Feed} feed
 */
function copyOf(main, feed) {
  const { hasOlder, isNewest } = feed.list.dataset;
  const orders = feed.items.map((item) => item.dataset.order);
  return new Copy({
    epoch: main.dataset.epoch,
    version: Number(main.dataset.version),
    entries: feed.entries,
    floor: hasOlder === "true" ? orders.at(-1) : undefined,
    ceiling: isNewest === "false" ? (orders[0] ?? "") : undefined,
  });
}

/**
 * What has changed since a version. The answer of a version is the same for all readers, so shared caches may keep it;
 * the reader's own cache asks whether it still holds ("no-cache"), or is left aside ("reload").
 * @param {string} address
 * @param {Copy} copy
 * @param {AbortSignal} signal
 * @param {RequestCache} cache
 * @returns {Promise<import("./apply.js").Answer>}
 */
async function changes(address, copy, signal, cache = "no-cache") {
  const url = new URL(address, document.baseURI);
  url.search = new URLSearchParams({ since: String(copy.cursor), epoch: copy.epoch }).toString();
  try {
    const response = await fetch(url, { cache, signal });
    if (!response.ok) throw new Unanswered(`${response.status}`);
    return await response.json();
  } catch (error) {
    throw new Unanswered("The server could not be asked.", { cause: error });
  }
}

/** Get the page anew; not again and again, should a cache go on handing out an old one. */
function reload() {
  const [{ type } = {}] = performance.getEntriesByType("navigation");
  if (type === "reload" && performance.now() < BETWEEN_RELOADS) {
    throw new Unanswered("The page was got anew only just now.");
  }
  window.location.reload();
}

/**
 * Whether a story without a feed has got one since, or the other way round.
 * @param {HTMLElement} main
 * @param {import("./apply.js").Answer} answer
 */
function hasOtherParts(main, answer) {
  return (answer.status === "published") !== (main.dataset.status === "published");
}

/**
 * Ask once, and show what came.
 * @returns {Promise<number>} the pause that the server wishes, in milliseconds
 */
async function ask(main, copy, page, signal) {
  let answer = await changes(main.dataset.changes, copy, signal);
  if (copy.verdict(answer) === "gap") answer = await changes(main.dataset.changes, copy, signal, "reload");
  const verdict = copy.verdict(answer);
  if (verdict === "gap") throw new Unanswered("The answer begins after what is shown.");
  if (verdict === "reload" || hasOtherParts(main, answer)) reload();
  else page.bring(copy, answer);
  return answer.next_poll_ms;
}

/** @param {HTMLElement} main */
function follow(main) {
  // A story without a feed has its own part to keep up: it gets a list that stays off the page.
  const list = main.querySelector("[data-feed]") ?? document.createElement("ol");
  const button = main.querySelector("[data-new-updates]");
  const feed = new Feed(list);
  const announcer = new Announcer(document.querySelector("[data-announcer]"));
  const page = new LivePage(main, feed, new Waiting(button), announcer);
  const copy = copyOf(main, feed);
  button?.addEventListener("click", () => page.showWaiting());
  followReader(new Polling((signal) => ask(main, copy, page, signal)));
}

const story = document.querySelector("main[data-changes]");
if (story) follow(story);
