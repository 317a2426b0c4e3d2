/**
 * What a form of an entry holds, by the names of its fields, as typed.
 * @typedef {Record<string, any> & {text?: string, bylines?: string[], photos?: object}} Values
 */

const WORDS_OR_PHOTO = /<figure\b|[^\s]/;
const TAGS = /<(?!figure\b)[^>]*>|&nbsp;/g;

/** Words that were typed as they are, as the text editor would have them: a paragraph for each block of lines. */
export function markupOf(plain) {
  const escaped = plain.trim().replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  const blocks = escaped.split(/\n\s*\n/).filter(Boolean);
  return blocks.map((block) => `<p>${block.replace(/\n/g, "<br>")}</p>`).join("\n");
}

/** The words of a marked-up text, on one line. */
export function plainOf(markup = "") {
  const page = new DOMParser().parseFromString(markup.replace(/<\/(p|h\d|li)>/g, " "), "text/html");
  return page.body.textContent.replace(/\s+/g, " ").trim();
}

/** Whether nobody would miss it. @param {Values} values */
export function isNothing({ heading = "", text = "", photos } = {}) {
  return !heading.trim() && !WORDS_OR_PHOTO.test(text.replace(TAGS, "")) && !(photos && hasPhotos(photos));
}

// The tray's own notes of what lies in it: lists, in whatever order it keeps them.
const hasPhotos = (photos) => Object.values(photos).some((part) => Array.isArray(part) && part.length > 0);

/**
 * The fields to post.
 * @param {Values} values
 * @param {string} button what is to be done, by the name of its button
 * @param {(number|string)[]} [photos] those that stand at the end of the text
 */
export function fieldsOf(values, button, photos = []) {
  const sent = new FormData();
  for (const [name, value] of Object.entries(values)) {
    if (["text", "bylines", "photos"].includes(name) || value === "") continue;
    sent.append(name, value);
  }
  sent.append("text", withPhotos(values.text ?? "", photos));
  (values.bylines ?? []).forEach((byline, place) => sent.append(`bylines_${place}`, byline));
  sent.append(button, "1");
  return sent;
}

function withPhotos(text, photos) {
  const missing = photos.filter((photo) => !text.includes(`data-photo="${photo}"`));
  return [text, ...missing.map((photo) => `<figure data-photo="${photo}"></figure>`)].filter(Boolean).join("\n");
}

const LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

/** A name that nothing else has. */
export function newName(length = 24) {
  return [...crypto.getRandomValues(new Uint8Array(length))].map((byte) => LETTERS[byte % LETTERS.length]).join("");
}
