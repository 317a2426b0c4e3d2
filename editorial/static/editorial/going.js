/**
 * Takes the reader to an entry: the focus with the eye, so that they go on from there.
 * @param {HTMLElement|null|undefined} article
 * @param {Element} [sight] what is to come into sight, where that is more than the entry
 */
export function goTo(article, sight = article) {
  sight?.scrollIntoView();
  if (!article) return;
  article.tabIndex = -1;
  article.focus({ preventScroll: true });
}
