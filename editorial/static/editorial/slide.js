const MOVABLE = ".story-top > *, .story-top ~ *, main ~ *, .updates > *, .updates > * > *, .updates-tools > *, .update > *";

/**
 * What makes way for something new slides there: to the eye, and to the browser's count of shifts, nothing jumps. How
 * fast is the style sheet's.
 * @param {HTMLElement} main
 */
export function slideOf(main) {
  let answers = 0;

  const movable = () => [...document.querySelectorAll(MOVABLE)];
  const placeOf = (element) => element.getBoundingClientRect();
  const setBack = (transition) => movable().forEach(({ style }) => Object.assign(style, { transition, transform: "" }));

  main.addEventListener("changing", async () => {
    const seen = movable().filter((element) => element.offsetHeight && placeOf(element).top < innerHeight);
    const places = seen.map(placeOf);
    const answer = (answers += 1);
    // As soon as live.js is done, and then what looks at the feed (reading.js), before the browser draws.
    await null;
    await null;
    setBack("none");
    const ways = new Map(seen.map((element, index) => {
      const { x, y } = placeOf(element);
      return [element, [places[index].x - x, places[index].y - y]];
    }));
    ways.forEach(([x, y], { style, parentElement }) => {
      const [withX, withY] = ways.get(parentElement) ?? [0, 0];
      // Whatever has a transform is painted over its neighbours.
      if (x - withX || y - withY) style.transform = `translate(${x - withX}px, ${y - withY}px)`;
    });
    // It has to draw where they come from, also where the next answer comes before that.
    requestAnimationFrame(() => requestAnimationFrame(() => answer === answers && setBack("")));
  });
}
