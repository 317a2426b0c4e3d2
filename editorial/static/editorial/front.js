/** Keeps an open front page up to date: what is the same stays, and the reader stays where they are. */

const EVERY = 20_000;
const LONGEST = 300_000;

const main = document.querySelector("main[data-front]");
const told = document.querySelector("[data-updated]");
let timer;
let asked = 0;
let failures = 0;

/** The page as it is now. The browser's own cache is asked whether it still holds: mostly it does. */
async function latest() {
  const response = await fetch(location.pathname, { cache: "no-cache", signal: AbortSignal.timeout(EVERY) });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const fresh = response.ok && page.querySelector("main[data-front]");
  // The newsroom speaks another language: what stands around the stories does too.
  if (fresh && page.documentElement.lang !== document.documentElement.lang) location.reload();
  return fresh;
}

const all = (root, name) => [...root.querySelectorAll(`[${name}]`)];
const topOf = (card) => card.getBoundingClientRect().top;

/**
 * Show the page as it is now. A story that is as it was is moved, not made anew: its picture does not blink. The first
 * one in sight is held where it is, but at the top of the page, where news come in.
 * @param {HTMLElement} fresh
 */
function show(fresh) {
  const cards = all(main, "data-story");
  const held = scrollY ? cards.filter((card) => card.getBoundingClientRect().bottom > 0) : [];
  const places = held.map((card) => [card.dataset.story, topOf(card)]);
  const { href } = main.contains(document.activeElement) ? document.activeElement : {};
  document.adoptNode(fresh);
  for (const card of all(fresh, "data-story")) {
    const same = cards.find((each) => each.isEqualNode(card));
    if (same) card.replaceWith(same);
  }
  main.replaceChildren(...fresh.childNodes);
  for (const [story, top] of places) {
    const card = all(main, "data-story").find(({ dataset }) => dataset.story === story);
    if (!card) continue;
    scrollBy({ top: topOf(card) - top, behavior: "instant" });
    break;
  }
  const links = all(main, "href");
  if (href) (links.find((link) => link.href === href) ?? links[0])?.focus({ preventScroll: true });
  told.textContent ||= told.dataset.updated;
}

async function ask() {
  const own = ++asked;
  const fresh = await latest().catch(() => null);
  // One that was overtaken, or that came while nobody looked, is of no use.
  if (asked !== own) return;
  failures = fresh ? 0 : failures + 1;
  if (fresh && fresh.innerHTML !== main.innerHTML) show(fresh);
  wait();
}

// Readers who came together are not to ask together.
function wait() {
  clearTimeout(timer);
  timer = setTimeout(ask, Math.min(LONGEST, EVERY * 2 ** failures) * (0.9 + Math.random() / 5));
}

// Hidden pages do not ask; they do at once when they are seen again, and then what has changed is told again.
function see() {
  clearTimeout(timer);
  asked += 1;
  told.textContent = "";
  if (!document.hidden) ask();
}

document.addEventListener("visibilitychange", see);
addEventListener("online", see);
addEventListener("pageshow", (event) => event.persisted && see());
wait();
