import { ifUnreachable } from "./reaching.js";
/**
 * Every version of an entry in a dialog, and the way back to one: it is taken up in an edit, where one sees it before it
 * is saved.
 * @param {object} desk gets `history`
 */
export function entryHistory(desk) {
  const dialog = desk.root.querySelector("[data-versions]");
  const body = dialog.querySelector("[data-versions-list]");
  let shown = "";

  dialog.querySelector("[data-cancel]").addEventListener("click", () => dialog.close());
  body.addEventListener("click", (event) => {
    const { version } = event.target.dataset;
    if (!version) return;
    dialog.close();
    desk.editing.open(shown, null, version);
  });

  desk.history = {
    /** @param {string} id */
    async open(id) {
      shown = id;
      const answer = await desk.ask(`entries/${id}/history/`).catch(ifUnreachable);
      if (shown !== id || answer?.status !== 200) return;
      body.innerHTML = answer.said.html;
      dialog.showModal();
      body.scrollTop = 0;
    },
  };
}
