/**
 * Lets a button put the file's words into the field that they are of.
 * @param {HTMLButtonElement} button with the field's name and the words in its data
 */
export function takeFromFile(button) {
  const field = button.form.elements.namedItem(button.dataset.take);
  if (!field) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    field.value = button.dataset.value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
    button.hidden = true;
  });
  // Somebody who wrote on may want the file's words again.
  field.addEventListener("input", () => (button.hidden = field.value === button.dataset.value));
}
