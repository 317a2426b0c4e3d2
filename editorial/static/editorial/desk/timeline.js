import { asking } from "./filters.js";
import { ifUnreachable } from "./reaching.js";
import { Rows } from "./row.js";
import { steadyOver } from "./steady.js";

const AHEAD = "800px";
const NEW_MS = 4_000;

/**
 * @typedef {{id: string, order: string, html: string|null, shows?: string[]}} RowAnswer  as the server tells a row;
 *   without html it is gone for good
 */

/**
 * The list of a story's entries: as the server rendered it, kept as colleagues change it, longer as one scrolls.
 * @param {object} desk gets `timeline`
 */
export function timeline(desk) {
  const section = desk.root.querySelector(".timeline");
  const list = section.querySelector("[data-rows]");
  const more = section.querySelector("[data-more]");
  const nothing = section.querySelector("[data-nothing]");
  const rows = new Rows(list);
  const steadily = steadyOver(list, desk.root.querySelector(".desk-bar"));
  /** Drafts that were thrown away: an answer that comes late cannot bring them back. */
  const gone = new Set();
  let before = section.dataset.before || null;
  let asked = 0;

  const isEdited = (id) => desk.editing?.isOpen(id) ?? false;

  const filters = asking(desk, section, refresh);

  /** Whether a row that has changed is one of those asked for, and stands as far up as the list reaches. */
  function belongs({ order, shows }, shown) {
    if (!shows.includes(filters.show()) || (filters.find() && !shown)) return false;
    return before === null || order >= before || Boolean(shown);
  }

  function put(row, isNews) {
    if (gone.has(row.id)) return;
    const shown = rows.find(row.id);
    const isLeft = isNews && row.html !== null && !belongs(row, shown) && !isEdited(row.id);
    if (row.html === null || isLeft) take(row);
    else if (shown && isEdited(row.id)) desk.editing.newer(row);
    else tell(rows.place(row, shown), isNews && !shown);
  }

  function take({ id, html }) {
    if (html === null) gone.add(id);
    if (isEdited(id)) desk.editing.lost(id);
    else rows.remove(id);
  }

  /** Not by an animation, which would have the page drawn anew in each frame while somebody types. */
  function mark(item) {
    item.classList.add("is-new");
    setTimeout(() => item.classList.remove("is-new"), NEW_MS);
  }

  /** Lets those who mark rows (colleagues, times) see a new one. */
  function tell(item, isNew) {
    if (isNew && item) mark(item);
    item?.dispatchEvent(new CustomEvent("desk:row", { bubbles: true }));
  }

  /** @param {RowAnswer[]} answers */
  function apply(answers) {
    if (!answers.length) return;
    steadily(() => answers.forEach((row) => put(row, true)));
    // Whether a row that one does not see has the words looked for, the server knows.
    if (filters.find() && answers.some(({ id }) => !rows.find(id))) filters.askSoon();
    settle();
  }

  function settle() {
    more.hidden = before === null;
    nothing.hidden = Boolean(rows.first());
    rows.keepReachable();
  }

  /** One piece from the server; nothing where another was asked for meanwhile. */
  async function piece(query) {
    const own = ++asked;
    list.setAttribute("aria-busy", "true");
    const answer = await desk.ask("timeline/", { query: { ...filters.query(), ...query } }).catch(ifUnreachable);
    if (own !== asked) return null;
    list.removeAttribute("aria-busy");
    return answer?.status === 200 ? answer.said : null;
  }

  /** The list anew, as it is filtered now; whether it could be had. What is being edited stays where it is. */
  async function refresh() {
    const said = await piece({});
    if (!said) return false;
    before = said.before;
    const { activeElement } = document;
    const focused = list.contains(activeElement) ? activeElement.closest("li").dataset.id : null;
    rows.clear(isEdited);
    said.rows.forEach((row) => put(row, false));
    filters.count(said.counts);
    settle();
    if (focused && !list.contains(document.activeElement)) (rows.find(focused) ?? rows.first() ?? list).focus();
    return true;
  }

  async function longer() {
    if (before === null || list.hasAttribute("aria-busy")) return;
    const hadFocus = document.activeElement === more;
    const last = rows.last();
    const said = await piece({ before });
    if (!said) return;
    before = said.before;
    said.rows.forEach((row) => put(row, false));
    settle();
    if (hadFocus) (last?.nextElementSibling ?? last)?.focus();
    // It tells only of changes: the end of the list may have come near again already.
    nearing.unobserve(more);
    nearing.observe(more);
  }

  more.addEventListener("click", longer);
  const nearing = new IntersectionObserver((seen) => seen.at(-1).isIntersecting && longer(), { rootMargin: AHEAD });
  nearing.observe(more);
  settle();

  desk.timeline = {
    apply,
    refresh,
    longer,
    rows,
    count: filters.count,
    place: (row) => apply([row]),
    remove: (id) => apply([{ id, order: "", html: null }]),
  };
}
