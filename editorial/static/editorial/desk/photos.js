import { EntryForm } from "./entry-form.js";
import { PhotoTray } from "./photo-tray.js";

/**
 * Photos while one writes: each form of an entry has a tray for them.
 * @param {object} desk
 */
export function photos(desk) {
  EntryForm.makeTray = (element, insertAtCursor) =>
    new PhotoTray(element, {
      ask: desk.ask,
      words: desk.words.photos,
      imageAddress: desk.root.dataset.photos,
      insertAtCursor,
      isInText: (id) => Boolean(EntryForm.of(element)?.text.getData().includes(`data-photo="${id}"`)),
    });
}
