import { goTo } from "./going.js";

const ENTRY = /\/entries\/(\w+)\/$|^#entry-(\w+)$/;

/** The public id that an address or a fragment names. */
function entryIn(address) {
  const [, ...ids] = ENTRY.exec(address) ?? [];
  return ids.find(Boolean);
}

const entryShown = (id) => document.getElementById(`entry-${id}`);

/**
 * Opens the page at the entry that was asked for, wherever in the story it stands; links to entries lead to them
 * within the page where they are on it.
 * @param {HTMLElement} main
 * @param {HTMLElement} list the feed
 * @param {() => void} showAll
 */
export function openingOf(main, list, showAll) {
  function follow() {
    const id = entryIn(location.hash);
    if (id && !entryShown(id)) location.replace(`${main.dataset.changes}../entries/${id}/`);
  }

  main.addEventListener("click", ({ target }) => {
    const link = target.closest("a:not(.permalink)");
    const id = link && entryIn(link.pathname);
    if (!id || !entryShown(id)) return;
    if (!entryShown(id).offsetParent) showAll();
    // The browser goes on from here: it scrolls, marks the entry, and keeps the way back.
    link.href = `#entry-${id}`;
  });
  addEventListener("hashchange", follow);
  follow();

  const [{ type } = {}] = performance.getEntriesByType("navigation");
  const opened = list.querySelector(".is-opened article");
  if (type !== "navigate" || location.hash) return;
  goTo(opened, opened?.parentElement);
  // As a fragment does it: the keyboard goes on from there, and no frame is drawn around it.
  opened?.blur();
}
