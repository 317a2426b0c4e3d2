import { dialogForm } from "./dialog-form.js";

const ASKED = { "take-down": "taken_down", "put-back": "put_back" };

/**
 * The whole story taken away from readers, with a reason, and put back.
 * @param {object} desk
 * @param {{dialogs: Map<string, HTMLDialogElement>, done(said: any, sentence: string): void}} parts
 */
export function takingDown(desk, { dialogs, done }) {
  for (const [name, word] of Object.entries(ASKED)) {
    const dialog = dialogs.get(name);

    function saved(said) {
      dialog.close();
      dialog.querySelector("form").reset();
      done(said, desk.words.story[word]);
    }

    dialogForm(desk, dialog, { path: `${name}/`, values: (sent) => sent, saved });
  }
}
