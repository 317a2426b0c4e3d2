import { clearErrors, tellErrors } from "./form-errors.js";
import { ifUnreachable } from "./reaching.js";

/**
 * A form in a dialog, sent to the desk's server: the dialog stays, with all that was typed, until it went well.
 * @param {object} desk
 * @param {HTMLDialogElement} dialog
 * @param {{path: string, values(sent: FormData): FormData, saved(said: any): void, conflict?(theirs: any): void}} how
 *   `values` may change what is sent
 */
export function dialogForm(desk, dialog, { path, values, saved, conflict }) {
  const form = dialog.querySelector("form");
  const words = desk.words.story;

  async function send(button) {
    clearErrors(form);
    const sent = values(new FormData(form, button));
    dialog.ariaBusy = "true";
    const answer = await desk.ask(path, { form: sent }).catch(ifUnreachable);
    dialog.ariaBusy = null;
    if (answer?.status === 200) saved(answer.said);
    else if (answer?.said?.conflict) conflict(answer.said.conflict);
    else tell(answer ? errorsOf(answer.said) : { "": [words.unreachable] });
  }

  const errorsOf = (said) => said?.errors ?? { "": [said?.refused ?? words.failed] };

  /** @param {Record<string, string[]>} errors sentences by field */
  function tell(errors) {
    const wrong = tellErrors(form, errors, (name) => form.elements[name]);
    (wrong ?? dialog.querySelector("[data-told-error]"))?.scrollIntoView({ block: "nearest" });
    wrong?.focus();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (dialog.ariaBusy !== "true") send(event.submitter);
  });
  dialog.addEventListener("close", () => clearErrors(form));
  // A key that is held after it has opened the dialog says nothing of what stands in it.
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.repeat && !event.target.matches("textarea")) event.preventDefault();
  });
  form.addEventListener("keydown", (event) => {
    const isOneLine = event.target.matches("[data-one-line]");
    if (event.key !== "Enter" || event.isComposing || !(event.ctrlKey || event.metaKey || isOneLine)) return;
    event.preventDefault();
    if (!event.repeat) form.requestSubmit(form.querySelector("[type=submit].default"));
  });
}
