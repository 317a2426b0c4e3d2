/**
 * A new element.
 * @param {string} name
 * @param {string|number} textContent
 * @param {object} [more] other properties
 */
export function element(name, textContent, more) {
  return Object.assign(document.createElement(name), { textContent, ...more });
}
