const MOVABLE = "[data-feed] > *, [data-feed] > * > *, [data-feed] ~ *, .updates ~ *, main ~ *";

/**
 * What makes way for a new entry slides there: to the eye, and to the browser's count of shifts, nothing jumps. How
 * fast is the style sheet's.
 * @param {HTMLElement} main
 */
export function slideOf(main) {
  const topOf = (element) => element.getBoundingClientRect().top;

  main.addEventListener("changing", () => {
    const movable = [...document.querySelectorAll(MOVABLE)].filter((element) => element.offsetHeight && topOf(element) < innerHeight);
    const tops = movable.map(topOf);
    const setAll = (value) => movable.forEach(({ style }) => Object.assign(style, value));
    // As soon as live.js is done, before the browser draws.
    queueMicrotask(() => {
      setAll({ transition: "none", transform: "" });
      const ways = new Map(movable.map((element, index) => [element, tops[index] - topOf(element)]));
      ways.forEach((way, { style, parentElement }) => {
        const own = way - (ways.get(parentElement) ?? 0);
        if (own) style.transform = `translateY(${own}px)`;
      });
      // It has to draw where they come from.
      requestAnimationFrame(() => requestAnimationFrame(() => setAll({ transition: "", transform: "" })));
    });
  });
}
