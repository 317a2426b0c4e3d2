/** The reader's place: what they look at and where their focus is stay, whatever changes around them. */

const BLOCKS = "main p, main li, main figure, main h1, main h2, main h3, main blockquote, main article";

/**
 * What is in sight, as [element, distance from the top of the window]: what begins in sight first.
 * @param {Element[]} elements in the order of the page
 */
function inSight(elements) {
  const places = elements.map((element) => [element, element.getBoundingClientRect()]);
  const seen = places.filter(([, box]) => box.height > 0 && box.bottom > 0 && box.top < innerHeight);
  const whole = seen.filter(([, box]) => box.top >= 0);
  const cut = seen.filter(([, box]) => box.top < 0).reverse();
  return [...whole, ...cut].map(([element, box]) => [element, box.top]);
}

/**
 * Whether the reader has scrolled into the feed, so that its beginning is out of sight.
 * @param {Element} list
 */
export function isAway(list) {
  return list.getBoundingClientRect().top < -8;
}

/**
 * Change the page while what the reader looks at stays where it is: the first thing in sight that is still there
 * afterwards is held.
 * @param {HTMLElement|null} list the feed
 * @param {() => void} change
 */
export function keepPlace(list, change) {
  if (window.scrollY === 0) {
    change();
    return;
  }
  const held = inSight(readers(list));
  withoutAnchoring(() => {
    change();
    const found = held.find(([element]) => element.isConnected);
    const moved = found ? found[0].getBoundingClientRect().top - found[1] : 0;
    if (moved) window.scrollBy({ top: moved, behavior: "instant" });
  });
}

/**
 * What the reader may be looking at. In the feed: its entries. Before it: the story, and the feed as a whole, so that
 * what is new comes into sight. What stands aside may stick to the window, and would hold nothing.
 */
function readers(list) {
  const blocks = [...document.querySelectorAll(BLOCKS)].filter((block) => !block.closest("aside, nav"));
  if (!list) return blocks;
  const outside = blocks.filter((block) => !list.contains(block));
  if (!isAway(list)) return [...outside, list];
  const inside = blocks.filter((block) => list.contains(block));
  return list.getBoundingClientRect().bottom > 0 ? inside : outside;
}

/** Browsers that hold the place themselves (not all do) would do it a second time. */
function withoutAnchoring(change) {
  const { style } = document.documentElement;
  style.overflowAnchor = "none";
  change();
  style.overflowAnchor = "";
}

/**
 * Change what `from` holds into what `to` holds, and if the focus was inside, put it on the same thing again: by its
 * id, else by its position; else on the article or on `to` itself.
 * @param {HTMLElement} from
 * @param {HTMLElement} to may be the same
 * @param {() => void} change
 */
export function keepFocus(from, to, change) {
  const focused = document.activeElement;
  const hadFocus = focused !== null && from.contains(focused);
  const path = hadFocus ? pathTo(focused, from) : [];
  change();
  if (!hadFocus || focused.isConnected) return;
  const target = again(focused, path, to) ?? to.querySelector("article") ?? to;
  target.focus({ preventScroll: true });
  if (document.activeElement === target) return;
  target.tabIndex = -1;
  target.focus({ preventScroll: true });
}

function pathTo(element, root) {
  const path = [];
  for (let at = element; at !== root; at = at.parentElement) {
    path.unshift([...at.parentElement.children].indexOf(at));
  }
  return path;
}

function again(focused, path, root) {
  const named = focused.id && root.querySelector(`#${CSS.escape(focused.id)}`);
  const placed = path.reduce((element, index) => element?.children[index], root);
  return named || (placed?.tagName === focused.tagName ? placed : null);
}
