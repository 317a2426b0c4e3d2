/** Keeps an open story up to date, and shows what has changed where it belongs. */

import { announcerOf } from "./announcer.js";
import { Copy } from "./apply.js";
import { feedOf } from "./feed.js";
import { following } from "./following.js";
import { pageOf } from "./page.js";
import { waitingBehind } from "./waiting.js";

const BETWEEN_RELOADS = 60_000;

/**
 * Get the page anew; not again and again, should a cache go on handing out an old one.
 * @returns {boolean} whether it is on its way
 */
function reload() {
  const [{ type } = {}] = performance.getEntriesByType("navigation");
  const isDue = type !== "reload" || performance.now() > BETWEEN_RELOADS;
  if (isDue) location.reload();
  return isDue;
}

/**
 * What the server answers; nothing where it gives no answer that can be read. That of a story which was taken down (410)
 * says that the page is to be loaded again. The answer of a version is the same for
 * all readers, so shared caches may keep it.
 * @param {string} address
 * @param {RequestInit} how
 * @returns {Promise<import("./apply.js").Answer|null>}
 */
async function answerOf(address, how) {
  const response = await fetch(address, how).catch(() => null);
  return response?.ok || response?.status === 410 ? response.json().catch(() => null) : null;
}

/** @param {HTMLElement} main */
function follow(main) {
  const { dataset } = main;
  // A story without a feed has its own part to keep up: what it lacks stays off the page.
  const part = (name) => main.querySelector(`[data-${name}]`) ?? document.createElement("div");
  const button = part("new-updates");
  const feed = feedOf(part("feed"));
  const page = pageOf(main, feed, waitingBehind(button), announcerOf(part("announcer")));
  const { epoch, version } = dataset;
  const copy = new Copy({ ...feed.list.dataset, epoch, version: Number(version), entries: feed.entries() });
  const sinceShown = (address) => `${address}?since=${copy.cursor}&epoch=${copy.epoch}`;

  // Shows an answer, if it begins with what is shown; or gets a new page, and says whether that is on its way.
  function take(answer) {
    const verdict = copy.verdict(answer);
    if (verdict === "gap") return false;
    // A story without a feed has got one since, or the other way round.
    const hasOtherParts = answer.to > copy.cursor && (answer.status === "published") !== (dataset.status === "published");
    if (verdict === "reload" || hasOtherParts) return reload();
    page.bring(copy, answer);
    return true;
  }

  // The reader's own cache is asked whether it still holds, and left aside where it hands out what is of no use.
  async function ask(signal, cache = "no-cache") {
    const answer = await answerOf(sinceShown(dataset.changes), { cache, signal });
    if (!answer || take(answer)) return answer;
    return cache === "reload" ? null : ask(signal, "reload");
  }

  const { wake, rest, start } = following(copy, {
    name: `story ${dataset.story}`,
    address: () => sinceShown(dataset.stream),
    isStreamed: () => dataset.stream && dataset.status !== "ended",
    ask,
    take,
  });

  // Hidden pages, as those that are left become, neither ask nor listen; they catch up when they are seen again.
  const see = () => (document.hidden ? rest() : wake());
  document.addEventListener("visibilitychange", see);
  addEventListener("online", see);
  addEventListener("pageshow", (event) => event.persisted && see());
  button.addEventListener("click", page.showWaiting);
  // Of what helps to read (pause.js, older.js).
  main.addEventListener("resume", () => page.bring(copy));
  main.addEventListener("older", (event) => page.extend(copy, event.detail) && event.preventDefault());
  if (!document.hidden) start();
}

const story = document.querySelector("main[data-changes]");
if (story) follow(story);
