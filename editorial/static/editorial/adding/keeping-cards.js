import { drawerOf } from "../desk/kept-here.js";
import { openWindows } from "../desk/windows.js";
import { isFinished } from "./added-photos.js";

const KEPT_AFTER_MS = 250;

/**
 * What was unfinished when the page was closed is there again when it is opened: photos that lack something, words that
 * were not saved; files whose sending broke off are asked for.
 * @param {object} page
 * @returns {Promise<void>} when it is there
 */
export async function keepingCards({ person, window: name, words, photos }) {
  const drawer = drawerOf("adding", { person, story: "photos" });
  let timer;

  function keep() {
    clearTimeout(timer);
    timer = undefined;
    const values = photos.values();
    if (values.photos.length || values.lost.length) drawer.put(name, values);
    else drawer.drop(name);
  }

  /** What this window left, and those that are closed now. */
  async function left() {
    const isOpen = await openWindows();
    return drawer.all().filter(([window]) => window === name || !isOpen(window));
  }

  async function putBack() {
    const kept = await left();
    if (!kept.length) return;
    photos.fill(together(kept.map(([, values]) => values)));
    for (const [window] of kept) drawer.drop(window);
    keep();
    photos.news.tell(words.is_back);
    for (const card of photos.cards.all) card.arriving.then(() => dropIfSettled(card));
  }

  /** What was completed since, or thrown away, somewhere else needs nobody here. */
  function dropIfSettled(card) {
    if (!isFinished(card) && !card.fault) return;
    photos.cards.drop(card);
    photos.changed();
  }

  photos.element.addEventListener("desk:typed", () => (timer ??= setTimeout(keep, KEPT_AFTER_MS)));
  addEventListener("pagehide", keep);
  await putBack();
}

/** @param {import("../desk/bringing.js").BroughtValues[]} all */
function together(all) {
  const byId = new Map(all.flatMap(({ photos }) => photos).map((photo) => [photo.id ?? photo.part.key, photo]));
  return { photos: [...byId.values()], lost: all.flatMap(({ lost }) => lost) };
}
