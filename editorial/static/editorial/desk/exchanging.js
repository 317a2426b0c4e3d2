/** A photo that the library had already: the other one takes its place, and it is thrown away. */
import { Unreachable } from "./asking.js";
import { sentenceOf } from "./uploading.js";

/**
 * @typedef {import("./photo-card.js").PhotoCard} PhotoCard
 * @typedef {{ask: typeof import("./asking.js").ask, words: Record<string, string>, imageAddress: string,
 *   cards: import("./photo-cards.js").PhotoCards}} Bringing
 */

/**
 * Let a card show another photo of the library; its own goes. Nothing goes before the other is there.
 * @param {PhotoCard} card
 * @param {string} id of the other
 * @param {Bringing} bringing
 * @returns {Promise<string>} why it could not be done, or nothing
 */
export async function exchange(card, id, bringing) {
  const other = await answered(bringing, `${bringing.imageAddress}${id}/card/`);
  const fault = other.fault || (await discard(card, bringing));
  if (!fault) card.takeOther(other.said.photo);
  return fault;
}

/**
 * Take a card's photo out of the library; one that is gone already is out of it.
 * @param {PhotoCard} card
 * @param {Bringing} bringing
 * @returns {Promise<string>} why it could not be done, or nothing
 */
export async function discard(card, bringing) {
  const { status, fault } = await answered(bringing, card.photo.discard, { form: {} });
  if (fault && status !== 404) return fault;
  for (const each of bringing.cards.all) each.forgetDuplicate(card.id);
  return "";
}

/** Ask once, and have what is wrong as a sentence. */
async function answered({ ask, words }, path, more) {
  try {
    const { status, said } = await ask(path, more);
    if (status === 200) return { status, said, fault: "" };
    return { status, fault: sentenceOf(said) || words[status === 404 ? "gone" : "failed"] };
  } catch (fault) {
    if (!(fault instanceof Unreachable)) throw fault;
    return { fault: words.unreachable };
  }
}
