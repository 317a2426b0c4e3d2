/** The reader's place: what they look at and where their focus is stay, whatever changes around them. */

const BLOCKS = "main :is(p, li, figure, h1, h2, h3, blockquote, article):not(aside *, nav *)";

const topOf = (element) => element.getBoundingClientRect().top;

/**
 * What is in sight, as [element, distance from the top of the window]: what begins in sight first, from the top; then
 * what began before it, the nearest first.
 * @param {Element[]} elements
 */
function inSight(elements) {
  const seen = elements.filter((element) => {
    const { height, bottom, top } = element.getBoundingClientRect();
    return height > 0 && bottom > 0 && top < innerHeight;
  });
  return seen.map((element) => [element, topOf(element)]).sort(([, a], [, b]) => (a < 0) - (b < 0) || Math.abs(a) - Math.abs(b));
}

/**
 * Whether the reader has scrolled into the feed, so that its beginning is out of sight.
 * @param {Element} list
 */
export function isAway(list) {
  return topOf(list) < -8;
}

/**
 * Change the page while what the reader looks at stays where it is: the first thing in sight that is still there
 * afterwards is held.
 * @param {Element} list the feed
 * @param {() => void} change
 */
export function keepPlace(list, change) {
  const held = scrollY ? inSight(readers(list)) : [];
  // Browsers that hold the place themselves (not all do) would do it a second time.
  const { style } = document.documentElement;
  style.overflowAnchor = "none";
  change();
  const [element, top] = held.find(([each]) => each.isConnected) ?? [];
  if (element) scrollBy({ top: topOf(element) - top, behavior: "instant" });
  style.overflowAnchor = "";
}

/**
 * What the reader may be looking at. In the feed: its entries. Before it: the story, and the feed as a whole, so that
 * what is new comes into sight. What stands aside may stick to the window, and would hold nothing.
 */
function readers(list) {
  const isInFeed = isAway(list) && list.getBoundingClientRect().bottom > 0;
  const blocks = [...document.querySelectorAll(BLOCKS)].filter((block) => list.contains(block) === isInFeed);
  return isInFeed ? blocks : [...blocks, list];
}

/**
 * Put the focus on an element, without scrolling.
 * @param {HTMLElement} element
 */
export function focusOn(element) {
  if (element.tabIndex < 0) element.tabIndex = -1;
  element.focus({ preventScroll: true });
}

/**
 * Change what `from` holds into what `to` holds, and if the focus was inside, put it on the same thing again: by its
 * id, else by its position among those of its kind; else on the article or on `to` itself.
 * @param {HTMLElement} from
 * @param {HTMLElement} to may be the same
 * @param {() => void} change
 */
export function keepFocus(from, to, change) {
  const focused = document.activeElement;
  const hadFocus = from.contains(focused);
  const ofItsKind = (root) => [...root.querySelectorAll(focused.tagName)];
  const position = ofItsKind(from).indexOf(focused);
  change();
  if (!hadFocus || focused.isConnected) return;
  focusOn(document.getElementById(focused.id) ?? ofItsKind(to)[position] ?? to.querySelector("article") ?? to);
}
