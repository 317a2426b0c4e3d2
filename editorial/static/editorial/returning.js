import { counted } from "./announcer.js";
import { keep, recall } from "./memory.js";

const BREAK = 60_000;
const READ = "read";
const MOST_STORIES = 50;

/** @typedef {{order: string, id: string, at: number}} Mark  the newest entry that was in sight, and when it last was */

const marksKept = () => recall(READ) ?? {};

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
  const timeOf = (item) => Date.parse(item.querySelector("time").dateTime);
  const { story } = main.dataset;
  const here = Object.assign(document.createElement("li"), { className: "here", id: "you-were-here" });
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
      until = Math.max(Date.now(), ...items().slice(0, 1).map(timeOf));
    }
    look();
  }

  function leave() {
    if (!seen) return;
    seen = { ...seen, at: Date.now() };
    keepMark(story, seen);
  }

  function show(count, isMore) {
    const { close: label, many, more } = notice.dataset;
    const link = document.createElement("a");
    link.href = isMore ? `${main.dataset.changes}../entries/${left.id}/` : "#you-were-here";
    link.textContent = counted({ dataset: { ...notice.dataset, many: isMore ? more : many } }, count);
    if (notice.firstChild?.textContent === link.textContent) return;
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: "×", ariaLabel: label });
    notice.replaceChildren(link, button);
  }

  function look() {
    const all = items();
    all.forEach((item) => sight.observe(item));
    if (!left) return;
    const count = all.filter((item) => item.dataset.order > left.order && timeOf(item) <= until).length;
    if (!count) return;
    const last = all.find((item) => item.dataset.order <= left.order);
    here.textContent = notice.dataset.here;
    if (last && last.previousElementSibling !== here) last.before(here);
    show(count, !last);
  }

  notice?.addEventListener("click", close);
  document.addEventListener("visibilitychange", () => (document.hidden ? leave() : come()));
  addEventListener("pagehide", leave);
  come();
  return look;
}
