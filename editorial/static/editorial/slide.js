const MOVABLE = "[data-feed] > * > *, [data-feed] ~ *, .updates ~ *, main ~ *";

/**
 * What makes way for a new entry slides there: to the eye, and to the browser's count of shifts, nothing jumps. How
 * fast is the style sheet's.
 * @param {HTMLElement} main
 */
export function slideOf(main) {
  let places = [];
  const topOf = (element) => element.getBoundingClientRect().top;

  main.addEventListener("changing", () => {
    const inSight = [...document.querySelectorAll(MOVABLE)].filter(({ offsetHeight }) => offsetHeight);
    places = inSight.map((element) => [element, topOf(element)]).filter(([, top]) => top < innerHeight);
  });

  main.addEventListener("changed", () => {
    for (const [{ style }] of places) Object.assign(style, { transition: "none", transform: "" });
    const ways = places.map(([element, top]) => [element.style, top - topOf(element)]);
    for (const [style, way] of ways) style.transform = way ? `translateY(${way}px)` : "";
    // The browser has to have drawn where they come from.
    requestAnimationFrame(() => requestAnimationFrame(() => ways.forEach(([style]) => Object.assign(style, { transition: "", transform: "" }))));
  });
}
