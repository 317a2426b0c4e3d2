/**
 * The words for a number in the page's language, as the server wrote them for each of its plural forms (`data-one`,
 * `data-few`, `data-other` and so on, by the names of CLDR; %s is the number).
 * @param {{dataset: DOMStringMap}} element
 * @param {number} count
 */
export function counted({ dataset }, count) {
  const { lang } = document.documentElement;
  const form = new Intl.PluralRules(lang).select(count);
  return (dataset[form] ?? dataset.other)?.replace("%s", count.toLocaleString(lang, { numberingSystem: "latn" }));
}
