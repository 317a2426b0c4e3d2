/**
 * A sentence with what belongs into its places, as in `%(name)s`.
 * @param {string} sentence
 * @param {Record<string, string|number>} values
 */
export function filled(sentence, values) {
  return sentence.replace(/%\((\w+)\)s/g, (place, name) => String(values[name] ?? place));
}
