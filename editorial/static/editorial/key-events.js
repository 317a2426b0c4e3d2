/**
 * The switch by which a reader sees the key events alone. What arrives is filtered too: the style does it.
 * @param {HTMLButtonElement} button
 * @param {HTMLElement} list the feed
 */
export function filterOf(button, list) {
  function only(isOn) {
    button.setAttribute("aria-pressed", isOn);
    list.classList.toggle("is-only-key-events", isOn);
  }

  const showAll = () => only(false);
  button.addEventListener("click", () => only(button.ariaPressed !== "true"));

  return {
    showAll,

    /** Where the story has no key event any more, its switch is gone: nobody could turn it off. */
    look() {
      if (!button.offsetParent) showAll();
    },
  };
}
