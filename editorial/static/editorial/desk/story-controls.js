import { coverage } from "./coverage.js";
import { previewLinks } from "./preview-links.js";
import { storyLines } from "./story-lines.js";
import { takingDown } from "./taking-down.js";

/**
 * What is done with the story itself: its lines, its coverage, links to its preview. Each button opens the dialog of its
 * name, which asks for the story as the desk last heard of it.
 * @param {object} desk
 */
export function storyControls(desk) {
  const bar = desk.root.querySelector("#desk-controls");
  const dialogs = new Map([...desk.root.querySelectorAll("[data-control]")].map((each) => [each.dataset.control, each]));
  /** @type {Map<string, () => void>} what a dialog does before it is shown */
  const openings = new Map();
  let story = JSON.parse(document.getElementById("desk-story").textContent);

  function showFor(stands) {
    const isFor = (element) => element.dataset.for.split(" ").includes(stands);
    const hadFocus = bar.contains(document.activeElement);
    for (const element of desk.root.querySelectorAll(":is(#desk-controls, [data-story-menu], [data-control]) [data-for]")) element.hidden = !isFor(element);
    if (hadFocus) keepFocus();
  }

  /** The button that was pressed may be gone: the one in its place is the nearest. */
  function keepFocus() {
    const { activeElement, body } = document;
    const isLost = activeElement === body || !activeElement.checkVisibility();
    if (isLost) bar.querySelector("[data-for]:not([hidden])")?.focus();
  }

  /** What this window has just done. @param {{story: object}} said */
  function done(said, sentence) {
    for (const [id, html] of Object.entries(said.story.html)) document.getElementById(id).innerHTML = html;
    desk.root.dispatchEvent(new CustomEvent("desk:story", { detail: said.story }));
    desk.say(sentence);
    desk.news.look();
  }

  desk.root.addEventListener("desk:story", ({ detail }) => {
    story = detail;
    showFor(story.stands);
  });
  for (const place of [bar, desk.root.querySelector("[data-story-menu]")]) {
    place.addEventListener("click", ({ target }) => {
      const name = target.closest("[data-opens]")?.dataset.opens;
      if (!name) return;
      openings.get(name)?.();
      dialogs.get(name).showModal();
    });
  }
  for (const dialog of dialogs.values()) {
    dialog.querySelector("[data-cancel]").addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", keepFocus);
  }

  showFor(story.stands);
  const parts = { dialogs, openings, done, storyNow: () => story };
  previewLinks(desk, parts);
  if (dialogs.has("lines")) {
    storyLines(desk, parts);
    coverage(desk, parts);
    takingDown(desk, parts);
  }
}
