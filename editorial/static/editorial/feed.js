import { focusOn, keepFocus } from "./place.js";

const NEW_FOR = 8_000;

/**
 * HTML that the server rendered. In a template nothing of it runs or loads.
 * @param {string} html
 */
export function parsed(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template;
}

/**
 * The list of entries on the page, newest first: larger `data-order` stands higher, unless it says that the oldest is
 * first.
 * @param {HTMLElement} list
 */
export function feedOf(list) {
  /** @returns {HTMLLIElement[]} from newest to oldest */
  const items = () => [...list.querySelectorAll(":scope > [data-order]")];

  /**
   * @param {string} id
   * @returns {HTMLLIElement|null|undefined}
   */
  const find = (id) => list.querySelector(`#entry-${id}`)?.closest("li");

  function insert(fresh) {
    const isAfter = ({ dataset: { order } }) => order < fresh.dataset.order !== "isOldestFirst" in list.dataset;
    list.insertBefore(fresh, items().find(isAfter) ?? null);
  }

  function markDays() {
    let above;
    for (const { classList, dataset } of items()) {
      classList.toggle("is-first-of-day", dataset.day !== above);
      above = dataset.day;
    }
  }

  return {
    list,
    items,
    find,

    /** @returns {{id: string, version: number}[]} what it shows */
    entries() {
      const articles = [...list.querySelectorAll("[data-entry]")];
      return articles.map(({ dataset: { entry, version } }) => ({ id: entry, version: Number(version) }));
    },

    /**
     * Show an entry at its place: patched where it stands, moved if its time changed, else inserted.
     * @param {import("./apply.js").Item} item
     * @param {boolean} [isHeld] whether it is not to move just now
     * @returns {boolean} whether it stands at its place now
     */
    place({ id, html }, isHeld) {
      const fresh = parsed(html).content.querySelector("li");
      const shown = find(id);
      const isAtPlace = shown?.dataset.order === fresh.dataset.order;
      const stays = shown && (isAtPlace || isHeld);
      if (stays) {
        keepFocus(shown, shown, () => {
          shown.dataset.day = fresh.dataset.day;
          shown.replaceChildren(...fresh.childNodes);
        });
      } else {
        // A node of its own, not the old one: whoever reads its old neighbours is not to follow it.
        keepFocus(shown ?? fresh, fresh, () => {
          shown?.remove();
          insert(fresh);
        });
        fresh.classList.add("is-new");
        setTimeout(() => fresh.classList.remove("is-new"), NEW_FOR);
      }
      markDays();
      return isAtPlace || !stays;
    },

    /**
     * Take an entry off the page. Who was inside it finds themselves at its neighbour.
     * @param {string} id
     * @returns {boolean} whether the reader's focus was inside
     */
    remove(id) {
      const item = find(id);
      const hadFocus = !!item?.contains(document.activeElement);
      const neighbour = item?.nextElementSibling ?? item?.previousElementSibling;
      item?.remove();
      markDays();
      if (hadFocus) this.focus(neighbour);
      return hadFocus;
    },

    /**
     * Put the focus on an entry, without scrolling; on the list itself where there is none.
     * @param {Element|null|undefined} item
     */
    focus(item) {
      focusOn(item?.querySelector("article") ?? list);
    },
  };
}
