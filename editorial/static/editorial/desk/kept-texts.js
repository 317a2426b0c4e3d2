import { Unreachable } from "./asking.js";
import { EntryForm } from "./entry-form.js";
import { isNothing, newName, plainOf } from "./entry-values.js";
import { nameThere } from "./keeping.js";
import { twice } from "./twice.js";
import { openWindows } from "./windows.js";
import { filled } from "./words.js";

/** @typedef {import("./keeping.js").Kept} Kept */

const BEGINNING = 60;

/**
 * Texts that were typed and not sent, by windows that are closed now or in other browsers: put back, or offered.
 * @param {object} desk gets `keptTexts`
 */
export function keptTexts(desk) {
  const section = desk.root.querySelector("[data-kept-texts]");
  const words = desk.words.writing;

  function show() {
    section.hidden = !section.querySelector("li");
  }

  /** @param {Kept} kept */
  function offer(kept) {
    itemOf(kept)?.remove();
    const line = desk.root.querySelector("[data-kept-text]").content.firstElementChild.cloneNode(true);
    line.dataset.name = nameThere(kept);
    line.querySelector("[data-begins]").textContent = beginningOf(kept.values) || words.untitled;
    line.querySelector("[data-when]").textContent = `(${ago(kept.at)})`;
    line.querySelector("[data-open]").onclick = () => open(kept, line);
    twice(line.querySelector("[data-discard]"), words.reallyDiscard, () => discard(kept, line));
    section.querySelector("ul").append(line);
    show();
  }

  const itemOf = (kept) => [...section.querySelectorAll("li")].find(({ dataset }) => dataset.name === nameThere(kept));

  function ago(at) {
    const minutes = Math.floor((Date.now() - at) / 60_000);
    return minutes > 0 ? filled(words.minutesAgo, { number: minutes }) : words.justNow;
  }

  async function open(kept, line) {
    const opened = await putBack(kept);
    if (!opened) return;
    line.remove();
    show();
    opened.focus();
  }

  function discard(kept, line) {
    desk.keeping.forget(kept);
    line.remove();
    show();
  }

  /** Words that stand where others are to go are offered in their turn. */
  async function setAside(entryForm) {
    if (!entryForm.isTouched || entryForm.isEmpty) return;
    await desk.keeping.keep(entryForm);
    const { key, entry } = entryForm;
    const kept = { key, entry, window: desk.window, values: entryForm.values(), at: Date.now() };
    await desk.keeping.release(entryForm);
    if (entry) kept.window = newName(16);
    desk.keeping.drawer.put(`${kept.window} ${key}`, kept);
    offer(kept);
  }

  /** @param {Kept} kept @returns {Promise<EntryForm|null>} the form that holds it now */
  async function putBack(kept) {
    const entryForm = kept.entry ? await formOf(kept) : desk.composer?.form;
    if (!entryForm) return null;
    await setAside(entryForm);
    entryForm.fill(kept.values);
    entryForm.form.dispatchEvent(new CustomEvent("desk:typed", { bubbles: true }));
    await desk.keeping.keep(entryForm);
    await takeOver(kept, entryForm);
    return entryForm;
  }

  async function formOf({ entry }) {
    const edit = await desk.editing?.open(entry);
    const form = edit && desk.root.querySelector(`form[data-entry="${entry}"]`);
    return form ? EntryForm.of(form) : null;
  }

  /** It is this window's from now on. */
  async function takeOver(kept, { key, entry }) {
    if (kept.window === desk.window && kept.key === key) return;
    desk.keeping.drawer.drop(`${kept.window} ${kept.key}`);
    if (nameThere(kept) !== nameThere({ key, entry, window: desk.window })) await desk.keeping.forget(kept);
  }

  const isOwn = (kept) => kept.window === desk.window;

  /** What this browser keeps of this window, which comes first, and of closed ones, the newest first. */
  async function left() {
    const isOpen = await openWindows();
    const all = desk.keeping.drawer.all().map(([, kept]) => kept);
    // What came back from the outbox is written in already.
    const free = all.filter((kept) => !isShown(kept) && (isOwn(kept) || !isOpen(kept.window)));
    return free.sort((one, other) => isOwn(other) - isOwn(one) || other.at - one.at);
  }

  async function restoreHere() {
    let isPutBack = false;
    for (const kept of await left()) {
      const mayGoBack = kept.entry ? !desk.root.querySelector(`form[data-entry="${kept.entry}"]`) : isFree();
      const entryForm = mayGoBack && (await putBack(kept));
      if (entryForm) isPutBack = true;
      else offer(kept);
    }
    if (isPutBack) desk.say(words.putBack);
  }

  const isFree = () => desk.composer && desk.composer.form.isEmpty;

  /** What only the server has: of another browser, or of this one where it may keep nothing. */
  async function offerThere() {
    const { status, said } = await desk.ask("unsent/", { isQuiet: true });
    if (status !== 200) return;
    const known = new Set(desk.keeping.drawer.all().map(([, kept]) => nameThere(kept)));
    for (const kept of said.kept.map(asKept)) {
      const isKnown = known.has(nameThere(kept)) || desk.outbox.has(kept.key) || isShown(kept);
      if (!isKnown && !isNothing(kept.values)) offer(kept);
    }
  }

  const isShown = (kept) => [...desk.forms].some(({ key, entry }) => !entry && key === kept.key);

  desk.keptTexts = {
    offer,

    /** Put back what was left. The composer goes on where it stood. */
    async restore() {
      const focused = document.activeElement;
      await restoreHere();
      // An entry that was opened in its row took the cursor; whoever went elsewhere meanwhile stays there.
      const isTaken = document.activeElement.closest("form[data-entry]");
      if (isTaken && focused.isConnected) focused.focus({ preventScroll: true });
      try {
        await offerThere();
      } catch (fault) {
        if (!(fault instanceof Unreachable)) throw fault;
      }
    },
  };
}

/** As this browser would have kept it. @returns {Kept} */
function asKept({ key, entry, window: name, content, at }) {
  // Words for an entry that was discarded since become a new one.
  const values = entry || content.token ? content : { ...content, token: newName() };
  return { key: entry ?? key, entry: entry ?? undefined, window: name, values, at: Date.parse(at), there: key };
}

function beginningOf({ heading, text }) {
  const words = heading?.trim() || plainOf(text);
  return words && `“${words.length > BEGINNING ? `${words.slice(0, BEGINNING)}…` : words}”`;
}
