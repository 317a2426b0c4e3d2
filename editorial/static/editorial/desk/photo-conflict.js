/**
 * Show what somebody else saved of a photo where it is not what was typed here, for choosing.
 * @param {HTMLElement} place
 * @param {import("./photo-words.js").PhotoWords} photoWords
 * @param {Record<string, string>} texts of the page
 * @param {(name: string) => string} labelOf how a text is called
 */
export function showConflict(place, { conflicts, news }, texts, labelOf) {
  place.hidden = !conflicts.size;
  if (!conflicts.size) return;
  place.querySelector("[data-news]").textContent = news;
  const theirs = [...conflicts].map(([name, value]) => theirLine(labelOf(name), saidAs(value, texts)));
  place.querySelector("[data-theirs]").replaceChildren(...theirs);
}

function theirLine(label, text) {
  const made = document.createElement("p");
  const word = document.createElement("strong");
  word.textContent = label;
  made.append(word, " ", text);
  return made;
}

function saidAs(value, texts) {
  return typeof value === "boolean" ? texts[value ? "yes" : "no"] : value || texts.nothing;
}
