// A page may be of another moment than this one: it is kept for a second at most.
const MOST_TRIES = 3;
const BETWEEN_TRIES = 1_000;

/**
 * Loads older entries where the reader is, instead of leading to a page of them; the link leads there whenever that
 * fails.
 * @param {HTMLElement} main
 * @param {HTMLElement} list the feed
 */
export function olderOf(main, list) {
  const link = main.querySelector("a[data-older]");
  const items = () => [...list.querySelectorAll(":scope > [data-order]")];
  let isLoading = false;

  async function olderPage() {
    const response = await fetch(link.href);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    return page.querySelector("main:has([data-feed])");
  }

  // It has to begin where this page ends, also if the last entry here has moved since; live.js judges the rest.
  function take(older) {
    const { dataset } = older.querySelector("[data-feed]");
    if (dataset.continues !== items().at(-1)?.dataset.order) return false;
    const entries = [...older.querySelectorAll("[data-order]")].map((item) => {
      const { entry: id, version } = item.querySelector("[data-entry]").dataset;
      return { id, version: Number(version), order: item.dataset.order, html: item.outerHTML };
    });
    const { epoch, version } = older.dataset;
    const detail = { epoch, version: Number(version), floor: dataset.floor, entries };
    return !main.dispatchEvent(new CustomEvent("older", { detail, cancelable: true }));
  }

  /** Whether an older page could be had that goes on from here. */
  async function load() {
    for (let tries = MOST_TRIES; tries; tries -= 1) {
      const older = await olderPage();
      if (!older) return false;
      if (take(older)) {
        goOn(older.querySelector("a[data-older]"));
        return true;
      }
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_TRIES));
    }
    return false;
  }

  function goOn(next) {
    if (next) link.href = next.getAttribute("href");
    else link.parentElement.remove();
  }

  /** Who came by the keyboard goes on reading at the first of them. */
  function showFrom(last, isByKeyboard) {
    const loaded = items().slice(items().indexOf(last) + 1);
    loaded.forEach(({ classList }) => classList.remove("is-new"));
    const article = loaded[0]?.querySelector("article");
    if (!isByKeyboard || !article) return;
    article.tabIndex = -1;
    article.focus();
  }

  async function click(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (isLoading) return;
    isLoading = true;
    const last = items().at(-1);
    const isDone = await load().catch(() => false);
    isLoading = false;
    if (isDone) showFrom(last, !event.detail);
    else location.assign(link.href);
  }

  link?.addEventListener("click", click);
}
