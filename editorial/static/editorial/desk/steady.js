/** Keeps what one looks at where it is, while rows come and go around it. */

const POINTER_RESTS_AFTER = 2_000;

/**
 * @param {HTMLElement} list
 * @param {HTMLElement} bar what lies over the top of the window
 * @returns {(change: () => void) => void} makes a change of the list without moving what is worked on or read
 */
export function steadyOver(list, bar) {
  let pointedAt = -Infinity;
  list.addEventListener("pointermove", () => (pointedAt = performance.now()), { passive: true });

  const rowOf = (element) => (list.contains(element) ? element.closest("li") : null);

  function firstSeen() {
    const { left, top } = list.getBoundingClientRect();
    const edge = bar.getBoundingClientRect().bottom;
    return top < edge ? rowOf(document.elementFromPoint(left + 40, edge + 2)) : null;
  }

  /** The row with the focus, the row somebody is about to press, or the first one seen of a list scrolled up. */
  function anchor() {
    const isPointing = performance.now() - pointedAt < POINTER_RESTS_AFTER;
    return rowOf(document.activeElement) ?? (isPointing ? list.querySelector("li:hover") : null) ?? firstSeen();
  }

  return (change) => {
    const row = anchor();
    const top = row?.getBoundingClientRect().top;
    change();
    const moved = row?.isConnected ? row.getBoundingClientRect().top - top : 0;
    if (moved) scrollBy({ top: moved, behavior: "instant" });
  };
}
