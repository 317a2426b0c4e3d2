import { dialogForm } from "./dialog-form.js";
import { ifUnreachable } from "./reaching.js";
import { filled } from "./words.js";

/** @typedef {{id: string, address: string, expires_said: string, by: string, may_revoke: boolean}} Link */

/**
 * The links to the story's preview: made, copied, opened, revoked.
 * @param {object} desk
 * @param {{dialogs: Map<string, HTMLDialogElement>, openings: Map<string, () => void>}} parts
 */
export function previewLinks(desk, { dialogs, openings }) {
  const dialog = dialogs.get("previews");
  const list = dialog.querySelector("[data-links]");
  const template = dialog.querySelector("template[data-link]");
  const words = desk.words.story;
  let isNews = false;

  function tell(sentence) {
    dialog.querySelector("[data-told]").textContent = sentence;
  }

  /** @param {{links: Link[]}} said */
  function show({ links }) {
    isNews = true;
    list.replaceChildren(...links.map(item));
    dialog.querySelector("[data-none]").hidden = links.length > 0;
  }

  /** @param {Link} link */
  function item(link) {
    const shown = template.content.cloneNode(true).firstElementChild;
    shown.dataset.id = link.id;
    shown.querySelector("[data-link-address]").value = link.address;
    shown.querySelector("[data-link-facts]").textContent = filled(words.link_facts, { time: link.expires_said, name: link.by });
    shown.querySelector("[data-open]").href = link.address;
    shown.querySelector("[data-revoke]").hidden = !link.may_revoke;
    return shown;
  }

  async function load() {
    isNews = false;
    const answer = await desk.ask("previews/").catch(ifUnreachable);
    // A link that was made or revoked in the meantime told what there is now.
    if (isNews) return;
    if (answer?.status === 200) show(answer.said);
    else tell(answer?.said?.refused ?? (answer ? words.failed : words.unreachable));
  }

  async function copy(field) {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      tell(words.copied);
    } catch {
      // A page that is not served over https may not write there: the address stands selected.
      tell(words.copy_yourself);
    }
  }

  async function revoke(id) {
    const answer = await desk.ask(`previews/${id}/revoke/`, { form: {} }).catch(ifUnreachable);
    if (answer?.status !== 200) return tell(answer?.said?.refused ?? (answer ? words.failed : words.unreachable));
    show(answer.said);
    (list.querySelector("button") ?? dialog.querySelector("[data-cancel]")).focus();
    return tell(words.revoked);
  }

  list.addEventListener("click", ({ target }) => {
    const shown = target.closest("li");
    if (target.matches("[data-copy]")) copy(shown.querySelector("[data-link-address]"));
    if (target.matches("[data-revoke]")) revoke(shown.dataset.id);
  });
  openings.set("previews", () => {
    tell("");
    load();
  });
  if (!dialog.querySelector("form")) return;
  dialogForm(desk, dialog, {
    path: "previews/",
    values: (sent) => sent,
    saved(said) {
      show(said);
      copy(list.querySelector("[data-link-address]"));
    },
  });
}
