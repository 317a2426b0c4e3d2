/** Characters as a person counts them: an emoji is one. */
export const lengthOf = (text) => [...text].length;

/**
 * Shows beside a field how many characters it holds, and marks what is more than reads well. Nothing is cut off.
 * @param {HTMLInputElement | HTMLTextAreaElement} field with `data-count-to`, the most that reads well, or with
 *   `data-count-near`, the most that can be kept: then the count shows once that comes near
 */
export function countCharacters(field) {
  const most = Number(field.dataset.countTo ?? field.dataset.countNear);
  const from = field.dataset.countTo ? 0 : most * 0.8;
  const counter = document.createElement("span");
  counter.className = "counter";
  const show = () => {
    const length = lengthOf(field.value);
    counter.textContent = `${length} / ${most}`;
    counter.hidden = length < from;
    counter.classList.toggle("over", length > most);
  };
  field.insertAdjacentElement("afterend", counter);
  field.addEventListener("input", show);
  show();
}
