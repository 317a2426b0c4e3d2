/**
 * Give all photos the credit of one, but for those that the person may not change.
 * @param {import("./photo-card.js").PhotoCard} from
 * @param {import("./photo-card.js").PhotoCard[]} cards
 * @returns {() => void} puts back the credits that they had
 */
export function spreadCredit(from, cards) {
  const credit = from.words.typed.credit_line;
  const others = cards.filter((card) => card !== from && !card.fault && card.photo?.may_change !== false);
  const before = others.map(({ words: { typed } }) => ({
    credit_line: typed.credit_line,
    is_credit_unknown: typed.is_credit_unknown,
  }));
  for (const card of others) card.words.type({ credit_line: credit });
  return () => others.forEach((card, place) => card.words.type(before[place]));
}
