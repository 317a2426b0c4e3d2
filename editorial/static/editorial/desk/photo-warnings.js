/** What somebody should know of a photo before it is published: its rights, doubtful texts, and that there is it twice. */
import { filled } from "./words.js";

/** @typedef {import("./photo-words.js").Photo} Photo */

/**
 * Show a photo's warnings in its card.
 * @param {HTMLElement} place with a list, and a template for a duplicate
 * @param {Photo} photo
 * @param {(name: string) => boolean} isSaved whether a text stands as it was saved, for which a warning holds
 */
export function showWarnings(place, photo, isSaved) {
  const list = place.querySelector("[data-warnings-list]");
  const holding = photo.warnings.filter(({ about }) => about === "pictures" || isSaved(about));
  const said = [
    ...(photo.obstacle ? [line(photo.obstacle, "is-forbidden")] : []),
    ...holding.map(({ says }) => line(says)),
  ];
  list.replaceChildren(...said);
  list.hidden = !said.length;
}

function line(says, kind = "") {
  return Object.assign(document.createElement("li"), { className: kind, textContent: says });
}

/**
 * Show which photos of the library are the same. What stands there already stays, with the focus that it may have.
 * @param {HTMLElement} place
 * @param {Photo} photo
 * @param {Record<string, string>} words
 * @param {boolean} mayUse whether one of them may be taken in its place
 */
export function showDuplicates(place, photo, words, mayUse) {
  const list = place.querySelector("[data-duplicates]");
  const shown = JSON.stringify(photo.duplicates);
  if (list.dataset.shown !== shown) {
    const template = place.querySelector("template");
    list.replaceChildren(...photo.duplicates.map((duplicate) => element(template, duplicate, words)));
    list.dataset.shown = shown;
  }
  list.hidden = !photo.duplicates.length;
  for (const button of list.querySelectorAll("[data-use]")) {
    button.hidden = !mayUse || button.dataset.isKilled === "true";
  }
}

function element(template, duplicate, words) {
  const made = template.content.firstElementChild.cloneNode(true);
  const part = (name) => made.querySelector(`[data-${name}]`);
  const picture = part("thumbnail");
  picture.hidden = !duplicate.thumbnail;
  if (duplicate.thumbnail) picture.src = duplicate.thumbnail;
  part("says").textContent = words[kindOf(duplicate)];
  Object.assign(part("title"), { href: duplicate.address, textContent: duplicate.title });
  part("used").textContent = duplicate.used;
  part("obstacle").textContent = duplicate.obstacle;
  const button = part("use");
  Object.assign(button.dataset, { use: duplicate.id, isKilled: duplicate.is_killed });
  button.setAttribute("aria-label", filled(words.use, { photo: duplicate.title }));
  made.classList.toggle("is-forbidden", Boolean(duplicate.obstacle));
  return made;
}

function kindOf({ is_killed: isKilled, is_same_file: isSameFile }) {
  if (isKilled) return "killed_before";
  return isSameFile ? "same_file" : "same_picture";
}
