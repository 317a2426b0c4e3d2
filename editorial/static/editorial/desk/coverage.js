import { dialogForm } from "./dialog-form.js";
import { newName } from "./entry-values.js";
import { remembered } from "./remembering.js";

/** Lines of plain text as paragraphs of HTML. @param {string} text */
function paragraphs(text) {
  const lines = text.split("\n").map((line) => line.trim());
  const written = lines.filter(Boolean).map((line) => {
    const paragraph = document.createElement("p");
    paragraph.textContent = line;
    return paragraph.outerHTML;
  });
  return written.join("");
}

/**
 * Coverage announced, started, ended with or without a last entry, reopened.
 * @param {object} desk
 * @param {{dialogs: Map<string, HTMLDialogElement>, done(said: any, sentence: string): void}} parts
 */
export function coverage(desk, { dialogs, done }) {
  const end = dialogs.get("end");
  const closing = end.querySelector("[data-closing]");
  const withClosing = end.querySelector("[data-with-closing]");
  const words = [...end.querySelectorAll("[name^=closing_]")];
  const typed = remembered(end.dataset.remembers, null);
  // One try and its repetitions are one closing entry.
  let token = newName();

  function values(sent) {
    if (sent.has("closing_text")) sent.set("closing_text", paragraphs(sent.get("closing_text")));
    sent.set("token", token);
    return sent;
  }

  function moved(dialog, said) {
    dialog.close();
    dialog.querySelector("form").reset();
    typed.set(null);
    closing.disabled = false;
    token = newName();
    done(said, desk.words.story[`is_${said.story.status}`]);
  }

  words.forEach((field) => (field.value = typed.get()?.[field.name] ?? field.value));
  closing.addEventListener("input", () => typed.set(Object.fromEntries(words.map(({ name, value }) => [name, value]))));
  withClosing.addEventListener("change", () => (closing.disabled = !withClosing.checked));
  for (const name of ["start", "end", "reopen"]) {
    const dialog = dialogs.get(name);
    dialogForm(desk, dialog, { path: "status/", values, saved: (said) => moved(dialog, said) });
  }
}
