import { pressed } from "../desk/keys.js";

/**
 * One key saves what is being filled in and goes on to the next text that is missing, on whichever card.
 * @param {object} page
 */
export function goingOn({ root, photos }) {
  root.addEventListener("keydown", (event) => {
    if (pressed(event) !== "Mod+Enter" || event.repeat || event.target.closest("dialog")) return;
    event.preventDefault();
    photos.cards.of(event.target)?.words.save();
    next(event.target)?.focus();
  });

  const missing = () => photos.cards.all.flatMap((card) => card.asks.map((name) => card.words.field(name)));

  function next(from) {
    const fields = missing().filter((field) => field !== from && !field.matches(":disabled"));
    return fields.find((field) => from.compareDocumentPosition(field) & Node.DOCUMENT_POSITION_FOLLOWING) ?? fields[0];
  }
}
