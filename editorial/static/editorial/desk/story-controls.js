import { coverage } from "./coverage.js";
import { previewLinks } from "./preview-links.js";
import { storyLines } from "./story-lines.js";

/**
 * What is done with the story itself: its lines, its coverage, links to its preview. Each button opens the dialog of its
 * name; what it is about the dialogs ask `desk.story`, which is as new as the desk.
 * @param {object} desk gets `story`
 */
export function storyControls(desk) {
  const bar = desk.root.querySelector("#desk-controls");
  const dialogs = new Map([...desk.root.querySelectorAll("[data-control]")].map((each) => [each.dataset.control, each]));
  /** @type {Map<string, () => void>} what a dialog does before it is shown */
  const openings = new Map();

  function showFor(status) {
    const isFor = (element) => element.dataset.for.split(" ").includes(status);
    const hadFocus = bar.contains(document.activeElement);
    for (const element of desk.root.querySelectorAll(":is(#desk-controls, [data-control]) [data-for]")) element.hidden = !isFor(element);
    // The button that was pressed may be gone: the one in its place is the nearest.
    if (hadFocus && document.activeElement.hidden) bar.querySelector("[data-for]:not([hidden])")?.focus();
  }

  /** The story as it is now. @param {object} told as the server tells it */
  function take(told) {
    desk.story = told;
    showFor(told.status);
  }

  /** What this window has just done. @param {{story: object}} said */
  function done({ story }, sentence) {
    for (const [id, html] of Object.entries(story.html)) document.getElementById(id).innerHTML = html;
    desk.root.dispatchEvent(new CustomEvent("desk:story", { detail: story }));
    desk.say?.(sentence);
    desk.news?.look();
  }

  desk.root.addEventListener("desk:story", ({ detail }) => take(detail));
  bar.addEventListener("click", ({ target }) => {
    const name = target.closest("[data-opens]")?.dataset.opens;
    if (!name) return;
    openings.get(name)?.();
    dialogs.get(name).showModal();
  });
  for (const dialog of dialogs.values()) {
    dialog.querySelector("[data-cancel]").addEventListener("click", () => dialog.close());
  }

  take(JSON.parse(document.getElementById("desk-story").textContent));
  const parts = { dialogs, openings, done };
  previewLinks(desk, parts);
  if (dialogs.has("lines")) {
    storyLines(desk, parts);
    coverage(desk, parts);
  }
}
