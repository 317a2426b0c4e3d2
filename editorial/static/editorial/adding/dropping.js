/**
 * Files that are dropped anywhere on the page, or pasted, are brought.
 * @param {object} page
 */
export function dropping({ root, photos }) {
  const area = root.querySelector("[data-drop]");
  const mark = (isOver) => area.classList.toggle("is-over", isOver);

  document.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    mark(true);
  });
  // Between two parts of the page there is a leaving too, of which nothing follows.
  document.addEventListener("dragleave", (event) => event.relatedTarget || mark(false));
  for (const kind of ["drop", "paste"]) {
    document.addEventListener(kind, (event) => {
      mark(false);
      const { files } = event.clipboardData ?? event.dataTransfer;
      if (!files.length) return;
      event.preventDefault();
      photos.add(files);
    });
  }
}
