import { counted } from "./counted.js";
import { element } from "./element.js";
import { keep, recall } from "./memory.js";

const BREAK = 60_000;
const READ = "read";
const MOST_STORIES = 50;
// From the beginning of the calendar, in which orders count microseconds, to the beginning of the browser's time.
const BEGINNING = 62_135_596_800_000;

/** @typedef {{order: string, id: string, at: number}} Mark  the newest entry that was in sight, and when it last was */

const marksKept = () => recall(READ) ?? {};

/** The sortable key of an entry that comes just now. */
const orderOfNow = () => String((Date.now() + BEGINNING) * 1_000).padStart(18, "0");

/** Of the stories read last: nobody's list grows for ever. */
function keepMark(story, mark) {
  const marks = Object.entries({ ...marksKept(), [story]: mark }).sort(([, a], [, b]) => b.at - a.at);
  keep(READ, Object.fromEntries(marks.slice(0, MOST_STORIES)));
}

/**
 * Says to who comes back how many entries came meanwhile, and marks where they had stopped reading.
 * @param {HTMLElement} main
 * @param {HTMLElement} list the feed
 * @returns {() => void} to be called when the feed has changed
 */
export function returningOf(main, list) {
  const notice = main.querySelector("[data-since]");
  const items = () => [...list.querySelectorAll("[data-order]")];
  const { story } = main.dataset;
  const here = element("li", notice?.dataset.here, { className: "here", id: "you-were-here" });
  /** @type {Mark|undefined} */
  let seen = marksKept()[story];
  let left;
  let until;

  const sight = new IntersectionObserver((changes) => {
    for (const { isIntersecting, target: item } of changes) {
      const { order } = item.dataset;
      const isNewer = isIntersecting && !document.hidden && !(order <= seen?.order);
      if (isNewer) seen = { order, id: item.querySelector("article").dataset.entry };
    }
  });

  function close() {
    left = null;
    notice.replaceChildren();
  }

  function come() {
    if (notice && list.dataset.isNewest === "true" && seen && Date.now() - seen.at > BREAK) {
      left = seen;
      // What comes from now on, they are here for.
      until = orderOfNow();
    }
    look();
  }

  function leave() {
    if (!seen) return;
    seen = { ...seen, at: Date.now() };
    keepMark(story, seen);
  }

  function show(count, isMore) {
    const words = counted(isMore ? notice.nextElementSibling : notice, count);
    if (notice.firstChild?.textContent === words) return;
    const href = isMore ? `${main.dataset.changes}../entries/${left.id}/` : "#you-were-here";
    const button = element("button", "×", { type: "button", ariaLabel: notice.dataset.close });
    notice.replaceChildren(element("a", words, { href }), button);
  }

  function look() {
    const all = items();
    all.forEach((item) => sight.observe(item));
    if (!left) return;
    const count = all.filter((item) => item.dataset.order > left.order && item.dataset.order <= until).length;
    if (!count) return;
    const last = all.find((item) => item.dataset.order <= left.order);
    if (last && last.previousElementSibling !== here) last.before(here);
    show(count, !last);
  }

  notice?.addEventListener("click", close);
  document.addEventListener("visibilitychange", () => (document.hidden ? leave() : come()));
  // What was hidden before was left then.
  addEventListener("pagehide", () => document.hidden || leave());
  come();
  return look;
}
