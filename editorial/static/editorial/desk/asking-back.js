/**
 * Puts a question in a dialog before something is done: for a reason, a note, or just whether it is meant.
 * @param {HTMLDialogElement} dialog with a form; its fields are what is asked
 * @param {string} [subject] what the question is about
 * @returns {Promise<Record<string, string>|null>} what was filled in, nothing where it was left
 */
export function answerTo(dialog, subject = "") {
  const form = dialog.querySelector("form");
  const about = dialog.querySelector("[data-subject]");
  if (about) about.textContent = subject;
  // A browser tells late that a dialog was closed: whoever asked before gets the answer now, before the next question.
  dialog.onclose?.();
  form.reset();
  dialog.returnValue = "";
  return new Promise((resolve) => {
    form.onsubmit = (event) => {
      event.preventDefault();
      dialog.close("yes");
    };
    // The key that sends everything else at the desk.
    form.onkeydown = (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.repeat) form.requestSubmit();
    };
    dialog.querySelector("[data-cancel]").onclick = () => dialog.close("");
    dialog.onclose = () => {
      if (!dialog.open) resolve(dialog.returnValue === "yes" ? Object.fromEntries(new FormData(form)) : null);
    };
    dialog.showModal();
  });
}
