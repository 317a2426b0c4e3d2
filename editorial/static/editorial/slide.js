const MOVABLE = "[data-feed] > *, [data-feed] > * > *, [data-feed] ~ *, .updates ~ *, main ~ *";

/**
 * What makes way for a new entry slides there: to the eye, and to the browser's count of shifts, nothing jumps. How
 * fast is the style sheet's.
 * @param {HTMLElement} main
 */
export function slideOf(main) {
  /** What was set back to where it came from, and has not been let go. */
  const held = new Set();
  let answers = 0;

  const topOf = (element) => element.getBoundingClientRect().top;
  const setAll = (elements, value) => elements.forEach(({ style }) => Object.assign(style, value));

  main.addEventListener("changing", () => {
    const movable = [...document.querySelectorAll(MOVABLE)].filter((element) => element.offsetHeight && topOf(element) < innerHeight);
    const tops = movable.map(topOf);
    const answer = (answers += 1);
    // As soon as live.js is done, before the browser draws.
    queueMicrotask(() => {
      movable.forEach((element) => held.add(element));
      setAll(held, { transition: "none", transform: "" });
      const ways = new Map(movable.map((element, index) => [element, tops[index] - topOf(element)]));
      ways.forEach((way, { style, parentElement }) => {
        const own = way - (ways.get(parentElement) ?? 0);
        if (own) style.transform = `translateY(${own}px)`;
      });
      // It has to draw where they come from, also where the next answer comes before that.
      requestAnimationFrame(() => requestAnimationFrame(() => {
        if (answer !== answers) return;
        setAll(held, { transition: "", transform: "" });
        held.clear();
      }));
    });
  });
}
