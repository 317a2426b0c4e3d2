import { goTo } from "./going.js";
import { keep, recall } from "./memory.js";

const USES_KEYS = "uses-keys";
const STEPS = { j: 1, k: -1 };

/** @param {Element} item */
const isInSight = (item) => {
  const { bottom, top } = item.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
};

/**
 * Steps through the entries by single keys, which can be switched off (WCAG 2.2, 2.1.4) and are no others' business.
 * @param {HTMLElement} keys where they are explained
 * @param {HTMLElement} list the feed
 */
export function stepsOf(keys, list) {
  const box = keys.querySelector("input");
  box.checked = recall(USES_KEYS) ?? true;
  box.addEventListener("change", () => keep(USES_KEYS, box.checked));

  // From the entry that has the focus, if that is in sight; else from where the reader has scrolled to.
  function next(by) {
    const items = [...list.querySelectorAll("[data-order]")].filter((item) => item.offsetParent);
    const at = items.indexOf(document.activeElement.closest("[data-order]"));
    if (at >= 0 && isInSight(items[at])) return items[at + by];
    const top = (item) => item.getBoundingClientRect().top;
    return by > 0 ? items.find((item) => top(item) > 0) : items.findLast((item) => top(item) < 0);
  }

  function step(event) {
    const { altKey, ctrlKey, isComposing, key, metaKey, shiftKey, target } = event;
    const isForOthers = altKey || ctrlKey || isComposing || metaKey || shiftKey || event.defaultPrevented;
    const isTaken = target.closest("input, textarea, select, [contenteditable], dialog") || document.querySelector("dialog[open]");
    if (!STEPS[key] || isForOthers || isTaken || !box.checked) return;
    goTo(next(STEPS[key])?.querySelector("article"));
  }

  document.addEventListener("keydown", step);
}
