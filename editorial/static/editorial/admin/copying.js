/** Copies the field that a button names in `data-copies`, and says so; without a script the field is there to be selected. */

async function copy({ dataset: { copies, copied, byHand } }) {
  const field = document.getElementById(copies);
  const told = document.querySelector("[data-copy-told]");
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    told.textContent = copied;
  } catch {
    // A page that is not served over https may not write there: the line stands selected.
    told.textContent = byHand;
  }
}

for (const button of document.querySelectorAll("[data-copies]")) {
  button.hidden = false;
  button.addEventListener("click", () => copy(button));
}
