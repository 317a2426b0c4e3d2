/**
 * Shows a photo as large as the window lets it, with its caption and credit: the link around it opens it here rather
 * than in a page of its own. What the page gets later counts too, and what it loses is not shown any longer.
 */

/** @typedef {{part: string, photo: string}} Place  where a photo stands: the id of an entry or part, the photo's own */

const enlarged = document.querySelector("dialog[data-enlarged]");
const piece = (name) => enlarged.querySelector(`[data-${name}]`);

/** @type {Place|null} the photo that was opened, and the one that is shown */
let opened = null;
let shown = null;
/** What its figure said when it was shown. */
let said = "";

/**
 * @param {HTMLAnchorElement} link around a photo
 * @returns {Place}
 */
function placeOf(link) {
  return {
    part: link.closest("article[id], [id^='story-']").id,
    photo: link.closest("figure").dataset.photo,
  };
}

/**
 * The link at a place. Pieces of the page are replaced while it is open, so none is held on to.
 * @param {Place} place
 * @returns {HTMLAnchorElement|null|undefined}
 */
function linkAt({ part, photo }) {
  return document.getElementById(part)?.querySelector(`[data-photo="${photo}"] a.enlarge`);
}

/** The photos of the same text, in its order. */
function linksBeside(link) {
  return [...(link.closest(".body") ?? link.closest("figure")).querySelectorAll("a.enlarge")];
}

/**
 * The photo's picture, whole, in the sizes that the window asks for.
 * @param {HTMLAnchorElement} link
 */
function wholePicture(link) {
  const picture = link.querySelector("picture").cloneNode(true);
  const image = picture.querySelector("img");
  const { width = image.getAttribute("width"), height = image.getAttribute("height") } = image.dataset;
  for (const each of picture.children) {
    each.srcset = each.dataset.whole ?? each.srcset;
    each.sizes = `min(100vw, ${((100 * width) / height).toFixed(1)}vh)`;
  }
  image.src = link.href;
  image.loading = "eager";
  Object.assign(image, { width, height });
  image.style.setProperty("--proportion", width / height);
  image.style.setProperty("--widest", `${width}px`);
  return picture;
}

/** @param {HTMLAnchorElement} link */
function show(link) {
  const figure = link.closest("figure");
  const beside = linksBeside(link);
  shown = placeOf(link);
  if (figure.outerHTML !== said) {
    said = figure.outerHTML;
    piece("stage").replaceChildren(wholePicture(link));
    const words = figure.querySelector("figcaption")?.cloneNode(true).childNodes ?? [];
    piece("words").replaceChildren(...words);
  }
  const isAlone = beside.length < 2;
  const { dataset: { number } } = piece("number");
  const told = number.replace("%s", beside.indexOf(link) + 1).replace("%s", beside.length);
  piece("number").textContent = isAlone ? "" : told;
  for (const button of enlarged.querySelectorAll("[data-step]")) button.hidden = isAlone;
}

/** @param {number} by how many photos further, around the end */
function step(by) {
  const link = linkAt(shown);
  const beside = linksBeside(link);
  show(beside.at((beside.indexOf(link) + by) % beside.length));
}

/** The page has changed behind the photo. */
function look() {
  const link = linkAt(shown);
  if (link) {
    show(link);
    return;
  }
  enlarged.close();
  const gone = document.querySelector("[data-enlarged-gone]");
  gone.textContent = gone.dataset.enlargedGone;
}

const watch = new MutationObserver(look);

/** @param {MouseEvent} event */
function enlarge(event) {
  const link = event.target.closest("a.enlarge");
  const isForBrowser = event.button || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
  if (!link || isForBrowser || event.defaultPrevented) return;
  event.preventDefault();
  show(link);
  opened = shown;
  enlarged.showModal();
  watch.observe(document.querySelector("main"), { childList: true, subtree: true });
}

/** The page is as it was, and the focus where it was; where that has gone, on the story. */
function leave() {
  // A browser tells late that a dialog was closed: it may be open again by then.
  if (enlarged.open) return;
  watch.disconnect();
  said = "";
  piece("stage").replaceChildren();
  const main = document.querySelector("main");
  const link = linkAt(opened) ?? linkAt(shown);
  if (!link) main.tabIndex = -1;
  (link ?? main).focus({ preventScroll: true });
}

/** @param {KeyboardEvent} event */
function turn({ key }) {
  const isFromRight = getComputedStyle(enlarged).direction === "rtl";
  const by = { ArrowLeft: -1, ArrowRight: 1 }[key] ?? 0;
  if (by) step(isFromRight ? -by : by);
}

/** A button does what it says; beside the photo and its words, a click closes as well. */
function press({ target }) {
  const { step: by } = target.closest("button")?.dataset ?? {};
  if (by) step(Number(by));
  else if (!target.closest("img, [data-words]")) enlarged.close();
}

if (enlarged?.showModal) {
  document.addEventListener("click", enlarge);
  enlarged.addEventListener("click", press);
  enlarged.addEventListener("keydown", turn);
  enlarged.addEventListener("close", leave);
}
