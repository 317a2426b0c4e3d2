/**
 * Tells people who hear the page what has happened, politely.
 * @param {object} desk gets `say`
 */
export function saying(desk) {
  const region = desk.root.querySelector("[data-said]");
  let next = 0;

  /** @param {string} sentence */
  desk.say = (sentence) => {
    // The same words again are heard only where others, or none, stood between.
    region.textContent = "";
    clearTimeout(next);
    next = setTimeout(() => (region.textContent = sentence), 100);
  };
}
