/** The keys with which one leaves, keeps or sends an entry while writing it, also from within the text editor. */

const SENDING = ["_publish", "_submit", "_save"];
const KEEPING = ["_save", "_draft"];

/** The first of these buttons that the form has. */
const buttonOf = (form, names) => names.find((name) => form.querySelector(`button[name="${name}"]`));

/** What the key asks of the form; nothing where it is an ordinary key. @param {KeyboardEvent} event */
function partAsked(event, entryForm) {
  const { form } = entryForm;
  const isModified = (event.ctrlKey || event.metaKey) && !event.altKey;
  if (isModified && event.key === "Enter") return () => entryForm.send(buttonOf(form, SENDING));
  if (isModified && event.key.toLowerCase() === "s") return () => entryForm.send(buttonOf(form, KEEPING));
  if (event.key === "Escape") return () => entryForm.leave();
  return event.key === "Enter" && enterIn(event.target, entryForm);
}

/** From the heading one goes on to the text; no other field sends the form by a stray Enter. */
function enterIn(field, entryForm) {
  if (field.name === "heading") return () => entryForm.text.focus();
  return field.matches('input[type="text"]:not([data-add-byline])') && (() => undefined);
}

/** @param {import("./entry-form.js").EntryForm} entryForm */
export function obeyKeys(entryForm) {
  entryForm.form.addEventListener(
    "keydown",
    (event) => {
      const isTrays = event.target.closest("[data-tray]") && !event.ctrlKey && !event.metaKey;
      if (event.isComposing || isTrays) return;
      const act = partAsked(event, entryForm);
      if (!act) return;
      // Before the text editor makes a line of it.
      event.preventDefault();
      event.stopPropagation();
      if (!event.repeat) act();
    },
    true,
  );
}
