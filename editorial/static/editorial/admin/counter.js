/** Characters as a person counts them: an emoji is one. */
export const lengthOf = (text) => [...text].length;

/**
 * Shows beside a field how many characters it holds, and marks what is more than reads well. Nothing is cut off.
 * @param {HTMLInputElement | HTMLTextAreaElement} field with `data-count-to`, the most that reads well
 */
export function countCharacters(field) {
  const most = Number(field.dataset.countTo);
  const counter = document.createElement("span");
  counter.className = "counter";
  const show = () => {
    const length = lengthOf(field.value);
    counter.textContent = `${length} / ${most}`;
    counter.classList.toggle("over", length > most);
  };
  field.insertAdjacentElement("afterend", counter);
  field.addEventListener("input", show);
  show();
}
