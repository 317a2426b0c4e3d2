import { keepFocus } from "./place.js";

const NEW_FOR = 8_000;

/**
 * The list item in HTML that the server rendered. Parsed in a template nothing in it runs or loads.
 * @param {string} html
 * @returns {HTMLLIElement}
 */
function parsed(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  const item = template.content.querySelector("li");
  if (!item) throw new Error("An entry came without its list item.");
  return document.importNode(item, true);
}

/** The list of entries on the page, newest first: larger `data-order` stands higher. */
export class Feed {
  /** @param {HTMLOListElement} list */
  constructor(list) {
    this.list = list;
  }

  /** @returns {HTMLLIElement[]} from newest to oldest */
  get items() {
    return [...this.list.querySelectorAll(":scope > li[data-order]")];
  }

  /** @returns {{id: string, version: number}[]} what it shows */
  get entries() {
    const articles = this.items.map((item) => item.querySelector("[data-entry]"));
    return articles.map(({ dataset }) => ({ id: dataset.entry, version: Number(dataset.version) }));
  }

  /**
   * @param {string} id
   * @returns {HTMLLIElement|null}
   */
  find(id) {
    const item = document.getElementById(`entry-${id}`)?.closest("li");
    return item && this.list.contains(item) ? item : null;
  }

  /**
   * Show an entry at its place: patched where it stands, moved if its time changed, else inserted.
   * @param {import("./apply.js").Item} item
   */
  place(item) {
    const fresh = parsed(item.html);
    const shown = this.find(item.id);
    if (shown?.dataset.order === fresh.dataset.order) {
      this.#patch(shown, fresh);
    } else if (shown) {
      // A node of its own, not the old one: whoever reads its old neighbours is not to follow it.
      keepFocus(shown, fresh, () => this.#move(shown, fresh));
    } else {
      this.#insert(fresh);
      this.#markNew(fresh);
    }
    this.#markDays();
  }

  /**
   * Take an entry off the page. Who was inside it finds themselves at its neighbour.
   * @param {string} id
   * @returns {boolean} whether the reader's focus was inside
   */
  remove(id) {
    const item = this.find(id);
    if (!item) return false;
    const hadFocus = item.contains(document.activeElement);
    const neighbour = item.nextElementSibling ?? item.previousElementSibling;
    item.remove();
    this.#markDays();
    if (hadFocus) this.focus(neighbour);
    return hadFocus;
  }

  /**
   * Put the focus on an entry, without scrolling; on the list itself where there is none.
   * @param {Element|null} item
   */
  focus(item) {
    const target = item?.querySelector("article") ?? this.list;
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
  }

  #patch(shown, fresh) {
    keepFocus(shown, shown, () => {
      shown.dataset.day = fresh.dataset.day;
      shown.replaceChildren(...fresh.childNodes);
    });
  }

  #move(shown, fresh) {
    shown.remove();
    this.#insert(fresh);
  }

  #insert(fresh) {
    const below = this.items.find((item) => item.dataset.order < fresh.dataset.order);
    this.list.insertBefore(fresh, below ?? null);
  }

  #markNew(item) {
    item.classList.add("is-new");
    setTimeout(() => item.classList.remove("is-new"), NEW_FOR);
  }

  #markDays() {
    let day = null;
    for (const item of this.items) {
      item.classList.toggle("is-first-of-day", item.dataset.day !== day);
      day = item.dataset.day;
    }
  }
}
