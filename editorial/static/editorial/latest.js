import { goTo } from "./going.js";

/**
 * The way back up, for who is far down: what waits is shown first.
 * @param {HTMLElement} main
 * @param {HTMLElement} list the feed
 */
export function latestOf(main, list) {
  const link = main.querySelector("[data-to-latest]");
  if (!link) return;

  function go(event) {
    if (list.dataset.isNewest !== "true") return;
    event.preventDefault();
    const waiting = main.querySelector("[data-new-updates]");
    if (waiting.hidden) goTo(list.querySelector("article"), list);
    else waiting.click();
  }

  // A window's height below the beginning of the feed; how far above it does not matter, for who leaps past it.
  const watch = new IntersectionObserver(([{ isIntersecting }]) => (link.hidden = isIntersecting), { rootMargin: "100% 0px 9999999px" });
  watch.observe(main.querySelector(".updates-head"));
  link.addEventListener("click", go);
}
