/** @typedef {import("./timeline.js").RowAnswer} RowAnswer */

/**
 * The row that the server rendered. In a template nothing of it runs or loads.
 * @param {string} html
 * @returns {HTMLLIElement}
 */
export function rowOf(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content.querySelector("li");
}

/** Where in a row the focus is, so that it can be put to the same place of its next version. */
function placeOfFocus(row) {
  const { activeElement } = document;
  if (!row.contains(activeElement)) return null;
  if (activeElement === row) return () => row;
  const { step } = activeElement.dataset;
  const same = step ? `[data-step="${step}"]` : activeElement.localName;
  return () => row.querySelector(same) ?? row;
}

/** The rows of the list, from the highest to the lowest: larger `data-order` stands higher. */
export class Rows {
  /** What rows were made of: told the same again, they stay as they are, with a menu open and whatever has the focus. */
  #htmlOf = new WeakMap();

  /** @param {HTMLElement} list */
  constructor(list) {
    this.list = list;
  }

  /** @returns {HTMLLIElement[]} */
  all() {
    return [...this.list.children];
  }

  first() {
    return this.list.firstElementChild;
  }

  last() {
    return this.list.lastElementChild;
  }

  /**
   * @param {string} id
   * @returns {HTMLLIElement|null}
   */
  find(id) {
    return this.list.querySelector(`:scope > [data-id="${CSS.escape(id)}"]`);
  }

  /**
   * Show a row at its place: changed where it stands, moved if its order changed, else put in. An older version than the
   * one shown is passed over.
   * @param {RowAnswer} answer
   * @param {HTMLLIElement|null} [shown]
   * @returns {HTMLLIElement|null} the row, where anything was done
   */
  place(answer, shown = this.find(answer.id)) {
    if (shown && this.#htmlOf.get(shown) === answer.html) return null;
    const fresh = rowOf(answer.html);
    if (shown && Number(fresh.dataset.revision) < Number(shown.dataset.revision)) return null;
    const row = shown ?? fresh;
    this.#htmlOf.set(row, answer.html);
    if (shown) this.#become(shown, fresh);
    else this.#insert(fresh);
    return row;
  }

  #become(shown, fresh) {
    const isMoved = shown.dataset.order !== fresh.dataset.order;
    const focused = placeOfFocus(shown);
    for (const { name, value } of fresh.attributes) if (name !== "tabindex") shown.setAttribute(name, value);
    shown.removeAttribute("aria-busy");
    shown.replaceChildren(...fresh.childNodes);
    if (isMoved) this.#insert(shown);
    focused?.().focus({ preventScroll: true });
  }

  #insert(row) {
    const below = this.all().find((other) => other !== row && other.dataset.order < row.dataset.order);
    this.list.insertBefore(row, below ?? null);
  }

  /**
   * Take a row off. Who was in it finds themselves at its neighbour.
   * @param {string} id
   */
  remove(id) {
    const row = this.find(id);
    const hadFocus = row?.contains(document.activeElement);
    const neighbour = row?.nextElementSibling ?? row?.previousElementSibling ?? this.list;
    row?.remove();
    if (hadFocus) neighbour.focus({ preventScroll: true });
  }

  /**
   * Take all rows off but those that are to stay.
   * @param {(id: string) => boolean} stays
   */
  clear(stays) {
    this.all()
      .filter(({ dataset }) => !stays(dataset.id))
      .forEach((row) => row.remove());
  }

  /**
   * The tab key reaches one row: the one that had the focus last. The arrow keys reach the others.
   * @param {Element|null} [row]
   */
  keepReachable(row = this.list.querySelector(':scope > [tabindex="0"]') ?? this.first()) {
    for (const other of this.list.querySelectorAll(':scope > [tabindex="0"]')) if (other !== row) other.tabIndex = -1;
    if (row) row.tabIndex = 0;
  }
}
