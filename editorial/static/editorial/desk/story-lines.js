import { dialogForm } from "./dialog-form.js";
import { clearErrors } from "./form-errors.js";
import { remembered } from "./remembering.js";
import { offerTheirs } from "./their-words.js";

const LINES = ["headline", "standfirst", "summary"];

/**
 * Headline, standfirst and points in a dialog. What was typed is remembered until it is saved; only lines that were
 * changed here are sent, so two people may change two of them.
 * @param {object} desk
 * @param {{dialogs: Map<string, HTMLDialogElement>, openings: Map<string, () => void>,
 *   done(said: any, sentence: string): void, storyNow(): object}} parts
 */
export function storyLines(desk, { dialogs, openings, done, storyNow }) {
  const dialog = dialogs.get("lines");
  const form = dialog.querySelector("form");
  const unsaved = dialog.querySelector("[data-unsaved]");
  const words = desk.words.story;
  /** What was typed, with the lines and the revision that it was typed over. */
  const typed = remembered(dialog.dataset.remembers, null);
  let base = linesNow();

  function linesNow({ headline, standfirst, summary, revision } = storyNow()) {
    return { headline, standfirst, summary, revision };
  }

  const isChanged = (name) => form.elements[name].value !== base[name];

  function fill(name, value) {
    form.elements[name].value = value;
    // For what counts its characters (admin/desk.js); it does not bubble, as nobody typed it.
    form.elements[name].dispatchEvent(new Event("input"));
  }

  function begin(lines, from) {
    base = from;
    for (const name of LINES) fill(name, lines[name]);
    unsaved.hidden = !LINES.some(isChanged);
    form.querySelectorAll(".control-theirs").forEach((each) => each.remove());
    clearErrors(form);
  }

  const some = (names, from) => Object.fromEntries(names.map((name) => [name, from(name)]));

  function keep() {
    const names = LINES.filter(isChanged);
    const lines = some(names, (name) => form.elements[name].value);
    const over = some([...names, "revision"], (name) => base[name]);
    typed.set(names.length ? { lines, base: over } : null);
  }

  function open() {
    const kept = typed.get();
    begin({ ...linesNow(), ...kept?.lines }, { ...linesNow(), ...kept?.base });
  }

  /** What others save shows while the dialog is open, but for the lines that are being written. */
  function hear({ detail }) {
    if (!dialog.open) return;
    for (const name of LINES.filter((each) => !isChanged(each))) {
      base[name] = detail[name];
      fill(name, detail[name]);
    }
  }

  /** Both texts of each line that two people changed, to choose from; of the others theirs, as nothing is lost. */
  function face(theirs) {
    const mine = LINES.filter(isChanged);
    base = linesNow(theirs);
    for (const name of LINES.filter((each) => !mine.includes(each))) fill(name, theirs[name]);
    form.querySelectorAll(".control-theirs").forEach((each) => each.remove());
    const parted = mine.filter((name) => form.elements[name].value !== theirs[name]);
    for (const name of parted) offerTheirs(form.elements[name], theirs[name], theirs.who, words);
    keep();
    form.querySelector(".control-theirs [data-swap]")?.focus();
  }

  form.addEventListener("input", keep);
  form.querySelector("[data-anew]").addEventListener("click", () => {
    begin(linesNow(), linesNow());
    typed.set(null);
    form.elements.headline.focus();
  });
  openings.set("lines", open);
  desk.root.addEventListener("desk:story", hear);
  dialogForm(desk, dialog, {
    path: "story/",
    values(sent) {
      LINES.filter((name) => !isChanged(name)).forEach((name) => sent.delete(name));
      sent.set("seen", base.revision);
      return sent;
    },
    conflict: face,
    saved(said) {
      typed.set(null);
      dialog.close();
      done(said, words.saved);
    },
  });
}
