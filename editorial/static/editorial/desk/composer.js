import { EntryForm } from "./entry-form.js";
import { newName } from "./entry-values.js";
import { remembered } from "./remembering.js";

// What became of an entry is read before the next one's first words take it away.
const READ_AFTER_MS = 4_000;

/**
 * The form for new entries: always there, always free for the next one.
 * @param {object} desk gets `composer`; where the person may not write there is none
 */
export function composer(desk) {
  const element = desk.root.querySelector("form[data-composer]");
  if (!element) return;
  const blank = element.outerHTML;
  const firstKey = element.dataset.key;
  const bylines = remembered(`bylines ${desk.person} ${desk.story}`, null);
  const form = new EntryForm(element);
  const words = desk.words.writing;
  const sent = element.querySelector("[data-sent]");
  let toldAt = 0;
  let stays = false;
  desk.forms.add(form);
  if (form.bylines && bylines.get()) form.bylines.chosen = bylines.get();

  /** What is asked for before the entry is let go of; the server asks for it, too. */
  function missing(button) {
    if (form.isEmpty) return words.nothing;
    return button !== "_draft" && !form.values().heading.trim() ? words.noHeading : "";
  }

  function send(button) {
    const asked = missing(button);
    if (asked) {
      form.showErrors({ heading: [asked] });
      return;
    }
    if (form.bylines) bylines.set(form.bylines.chosen);
    desk.outbox.take(form, button, free);
  }

  function free() {
    form.clear({ token: newName(), bylines: form.bylines?.chosen });
    form.focus();
  }

  function tell(sentence, isToStay = false) {
    sent.textContent = sentence;
    stays = isToStay;
    toldAt = Date.now();
  }

  element.addEventListener("desk:typed", () => stays || Date.now() - toldAt < READ_AFTER_MS || tell(""));
  element.addEventListener("desk:send", ({ detail }) => send(detail));
  element.addEventListener("desk:leave", () => document.activeElement.blur());

  desk.shortcuts?.add({ keys: "n", words: words.writeKeys, act: () => form.focus() });
  desk.shortcuts?.add({ keys: "Mod+Enter", words: words.publishKeys });
  desk.shortcuts?.add({ keys: "Mod+s", words: words.draftKeys, act: () => undefined });
  desk.shortcuts?.add({ keys: "Escape", words: words.leaveKeys });

  desk.composer = {
    form,

    /**
     * Say in the foot what became of an entry that was sent: its row may stand far down the timeline.
     * @param {string} sentence
     * @param {boolean} [isToStay] until there is something else to say, else until one types on
     */
    tell,

    /** The form as it comes, for an entry under a token. @param {string} token @returns {HTMLFormElement} */
    blankForm(token) {
      const made = document.createElement("template");
      // Ids in it are made of a name of our own: a token comes out of what was kept, and is put into no markup.
      made.innerHTML = blank.replaceAll(firstKey, newName()).replace(" data-composer", "");
      const fresh = made.content.firstElementChild;
      fresh.elements.token.value = token;
      return fresh;
    },
  };
}
