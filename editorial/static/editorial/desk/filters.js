import { filled } from "./words.js";

const TYPING_PAUSE_MS = 200;

/**
 * What of the timeline is shown: which kind of entries, and with which words.
 * @param {object} desk
 * @param {HTMLElement} section
 * @param {() => Promise<void>} askAnew gets the list as it is asked for now
 */
export function asking(desk, section, askAnew) {
  const buttons = [...section.querySelectorAll("[data-filters] [data-show]")];
  const field = section.querySelector("[data-find]");
  let timer = 0;

  const chosen = () => buttons.find((button) => button.ariaPressed === "true") ?? buttons[0];

  async function ask() {
    clearTimeout(timer);
    await askAnew();
    const { one_shown, many_shown } = desk.words.timeline;
    const found = section.querySelectorAll("[data-rows] > li").length;
    desk.say(filled(found === 1 ? one_shown : many_shown, { count: found }));
  }

  function askSoon() {
    clearTimeout(timer);
    timer = setTimeout(ask, TYPING_PAUSE_MS);
  }

  function choose(button) {
    for (const other of buttons) other.ariaPressed = String(other === button);
    return ask();
  }

  /** The arrow keys lead from one filter to the next. */
  function step(event) {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const at = buttons.indexOf(document.activeElement);
    if (!by || at < 0) return;
    event.preventDefault();
    buttons.at((at + by) % buttons.length).focus();
  }

  function leave(event) {
    if (event.key === "Escape" && field.value) {
      event.preventDefault();
      field.value = "";
      ask();
    } else if (event.key === "Enter" || event.key === "ArrowDown") {
      event.preventDefault();
      section.querySelector("[data-rows] > li")?.focus();
    }
  }

  for (const button of buttons) button.addEventListener("click", () => choose(button));
  section.querySelector("[data-filters]").addEventListener("keydown", step);
  field.addEventListener("input", askSoon);
  field.addEventListener("keydown", leave);
  desk.shortcuts.add({
    keys: "/",
    words: desk.words.timeline.find,
    act() {
      field.focus();
      field.select();
    },
  });

  return {
    askSoon,
    show: () => chosen().dataset.show,
    find: () => field.value.trim(),
    query: () => ({ show: chosen().dataset.show, find: field.value.trim() }),

    /** @param {Record<string, number>} counts */
    count(counts = {}) {
      for (const button of buttons) {
        const count = counts[button.dataset.show];
        if (count !== undefined) button.querySelector("[data-count]").textContent = count || "";
      }
    },
  };
}
