import { filled } from "./words.js";

/**
 * Shows under a field what somebody else saved in it meanwhile, with a button by which the two change places.
 * @param {HTMLTextAreaElement} field in a `[data-field]`, in a form with the template
 * @param {string} theirs
 * @param {string} who
 * @param {Record<string, string>} words
 */
export function offerTheirs(field, theirs, who, words) {
  const shown = field.form.querySelector("template[data-theirs]").content.cloneNode(true).firstElementChild;
  const whose = shown.querySelector("[data-who]");
  const other = shown.querySelector("[data-words]");
  let isMineInField = true;

  function say() {
    whose.textContent = isMineInField ? filled(words.theirs, { name: who }) : words.mine;
  }

  shown.querySelector("[data-swap]").addEventListener("click", () => {
    const { value } = field;
    field.value = other.textContent;
    other.textContent = value;
    isMineInField = !isMineInField;
    say();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  other.textContent = theirs;
  say();
  field.closest("[data-field]").append(shown);
}
