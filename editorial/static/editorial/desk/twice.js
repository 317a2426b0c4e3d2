/** What cannot be undone is done at the second press. */

/**
 * Whether a button was pressed for the second time; at the first it asks. Where the focus leaves it, that is forgotten.
 * @param {HTMLButtonElement} button
 * @param {string} question
 */
export function isMeant(button, question) {
  if (button.textContent === question) return true;
  const usual = button.textContent;
  button.addEventListener("blur", () => (button.textContent = usual), { once: true });
  button.textContent = question;
  return false;
}

/** @param {HTMLButtonElement} button @param {string} question @param {() => void} act */
export function twice(button, question, act) {
  button.addEventListener("click", () => {
    if (isMeant(button, question)) act();
  });
}
