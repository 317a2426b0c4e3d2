import { ifUnreachable } from "./reaching.js";
import { filled } from "./words.js";

const PRESENT_EVERY_MS = 10_000;

/**
 * Who is at this desk, and who has which entry open; and letting the others know the same of this window.
 * @param {object} desk gets `colleagues`
 */
export function colleagues(desk) {
  const words = desk.words.timeline;
  const list = desk.root.querySelector("#desk-people");
  const said = () => ({ window: desk.window, editing: desk.editing.ids().join(",") });
  let people = [];
  let shown = "";
  let timer = 0;

  function portrait({ name, initials, is_you: isYou }) {
    const item = document.createElement("li");
    const letters = document.createElement("span");
    const words_ = document.createElement("span");
    letters.textContent = initials;
    letters.ariaHidden = "true";
    words_.className = "visually-hidden";
    words_.textContent = filled(isYou ? words.you_are_here : words.is_here, { name });
    item.title = words_.textContent;
    item.className = "person";
    item.append(letters, words_);
    return item;
  }

  /** Says in a row who else has it open. */
  function mark(row) {
    const place = row.querySelector("[data-editing]");
    if (!place) return;
    const names = people.filter((each) => !each.is_you && each.editing.includes(row.dataset.id)).map(({ name }) => name);
    const sentence = names.map((name) => filled(words.is_editing, { name })).join(", ");
    if (place.textContent !== sentence) place.textContent = sentence;
  }

  function show(told) {
    people = told;
    const now = JSON.stringify(told);
    if (now === shown) return;
    shown = now;
    list.replaceChildren(...told.map(portrait));
    for (const row of desk.timeline.rows.all()) mark(row);
  }

  /** Say that this window is here, and what is open in it; at once, and then again and again. */
  async function tell() {
    clearTimeout(timer);
    timer = setTimeout(tell, PRESENT_EVERY_MS);
    const answer = await desk.ask("presence/", { form: said(), isQuiet: true }).catch(ifUnreachable);
    if (answer?.status === 200) show(answer.said.people);
  }

  function leave() {
    clearTimeout(timer);
    const form = { ...said(), leaving: "1" };
    desk.ask("presence/", { form, isQuiet: true, keepalive: true }).catch(ifUnreachable);
  }

  desk.root.addEventListener("desk:row", ({ target }) => mark(target));
  addEventListener("pagehide", leave);
  addEventListener("pageshow", ({ persisted }) => persisted && tell());

  desk.colleagues = { show, tell, of: (id) => people.filter((each) => !each.is_you && each.editing.includes(id)) };
  tell();
}
