import { answerTo } from "./asking-back.js";
import { ifUnreachable } from "./reaching.js";

/** The keys that act on the row with the focus, and the steps they take: the first of them that the row offers. */
const KEYS = {
  e: "edit",
  p: "pin unpin",
  i: "key unkey",
  u: "publish submit",
  b: "send_back",
  w: "withdraw",
  r: "restore",
  h: "history",
  x: "discard",
};
// What stands on the text that was read: not done where somebody saved another one meanwhile.
const ON_WHAT_WAS_READ = new Set(["publish", "send_back", "discard"]);

/**
 * What one key or click does with an entry of the timeline. The server wrote into each row the steps that it offers the
 * person; a key presses the button.
 * @param {object} desk
 */
export function rows(desk) {
  const list = desk.root.querySelector("[data-rows]");
  const words = desk.words.timeline;
  const here = () => document.activeElement?.closest?.("[data-rows] > li:not(.is-open)");

  /** @param {HTMLElement} row @param {string} step @param {Record<string, string>} [more] */
  async function take(row, step, more = {}) {
    const { id } = row.dataset;
    row.ariaBusy = "true";
    tell(row, "");
    const answer = await desk.ask(`entries/${id}/${step}/`, { form: more }).catch(ifUnreachable);
    row.ariaBusy = null;
    if (answer?.status === 200) done(row, id, answer.said.row);
    else tell(row, reason(answer));
  }

  function reason(answer) {
    if (!answer) return words.unreachable;
    const { refused, errors } = answer.said ?? {};
    return refused ?? (errors ? Object.values(errors).flat().join(" ") : words.failed);
  }

  /** The row as the server has it now. Where it moved away, the focus stays in the place: the next one of a queue. */
  function done(row, id, told) {
    const hadFocus = row.contains(document.activeElement);
    const next = row.nextElementSibling;
    const above = row.previousElementSibling;
    if (told) desk.timeline.place(told);
    else desk.timeline.remove(id);
    const shown = desk.timeline.rows.find(id);
    const isMoved = shown && shown.previousElementSibling !== above && shown.nextElementSibling !== next;
    if (hadFocus && isMoved && next) next.focus();
    desk.say(shown ? `${told.heading}: ${shown.querySelector(".badge").textContent}` : words.done);
  }

  function tell(row, sentence) {
    row.querySelector("[data-refused]")?.remove();
    if (!sentence) return;
    const line = document.createElement("p");
    line.dataset.refused = "";
    line.className = "row-refused";
    line.setAttribute("role", "alert");
    row.append(line);
    line.textContent = sentence;
  }

  async function press(row, step) {
    // The text that was read is the one at the press, whatever comes in while a question stands.
    const { id, revision } = row.dataset;
    // A button of a menu goes with it.
    if (document.activeElement?.closest("[data-menu]")) row.focus();
    desk.closeMenus();
    if (step === "edit") return desk.editing.open(id);
    if (step === "history") return desk.history.open(id);
    const dialog = desk.root.querySelector(`dialog[data-asks="${step}"]`);
    const more = dialog ? await answerTo(dialog, row.querySelector("h3").textContent) : {};
    // The row may have been drawn anew while the question stood.
    const shown = desk.timeline.rows.find(id);
    const read = ON_WHAT_WAS_READ.has(step) && { seen: revision };
    return more && shown ? take(shown, step, { ...more, ...read }) : undefined;
  }

  function pressKey(steps) {
    const row = here();
    const button = steps.map((step) => row?.querySelector(`[data-step="${step}"]`)).find(Boolean);
    if (!button) return false;
    if (row.ariaBusy !== "true") press(row, button.dataset.step);
    return true;
  }

  function move(by) {
    const { activeElement } = document;
    const from = list.contains(activeElement) ? activeElement.closest("li") : null;
    if (from?.classList.contains("is-open") && activeElement !== from) return false;
    const target = from ? from[by > 0 ? "nextElementSibling" : "previousElementSibling"] : reachable();
    if (by > 0 && from && !target) desk.timeline.longer();
    target?.focus();
    target?.scrollIntoView({ block: "nearest" });
    return true;
  }

  const reachable = () => list.querySelector(':scope > [tabindex="0"]') ?? list.firstElementChild;
  const isInList = () => list.contains(document.activeElement);
  const isOnRow = () => document.activeElement?.parentElement === list;

  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-step]");
    if (button && !event.defaultPrevented) press(button.closest("li"), button.dataset.step);
  });
  list.addEventListener("focusin", (event) => {
    const row = event.target.closest("[data-rows] > li");
    if (row) desk.timeline.rows.keepReachable(row);
  });

  const { add } = desk.shortcuts;
  add({ keys: ["j", "ArrowDown"], words: words.key_down, act: ({ key }) => (key === "j" || isInList()) && move(1) });
  add({ keys: ["k", "ArrowUp"], words: words.key_up, act: ({ key }) => (key === "k" || isInList()) && move(-1) });
  add({ keys: "Enter", words: words.key_open, act: () => isOnRow() && pressKey(["edit", "history"]) });
  for (const [key, steps] of Object.entries(KEYS)) {
    add({ keys: key, words: words[`key_${steps.split(" ")[0]}`], act: () => pressKey(steps.split(" ")) });
  }

  desk.rows = { take, tell };
}
