import { keep, recall } from "./memory.js";

const PAUSED = "paused";

/**
 * The switch that has new entries wait, for all stories and in all tabs, until it is pressed again. What live.js brings
 * in keeps to `data-paused` on the page's `<main>`.
 * @param {HTMLElement} main
 */
export function pauseOf(main) {
  const button = main.querySelector("[data-pause]");

  function pause(isPaused) {
    button.setAttribute("aria-pressed", isPaused);
    button.nextElementSibling.hidden = !isPaused;
    main.toggleAttribute("data-paused", isPaused);
    if (!isPaused) main.dispatchEvent(new Event("resume"));
  }

  button?.addEventListener("click", () => {
    const isPaused = !main.hasAttribute("data-paused");
    keep(PAUSED, isPaused);
    pause(isPaused);
  });
  addEventListener("storage", ({ key }) => button && key === PAUSED && pause(recall(PAUSED)));
  if (button && recall(PAUSED)) pause(true);
}
