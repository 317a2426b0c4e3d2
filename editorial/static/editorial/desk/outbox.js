import { SignedOut, Unreachable } from "./asking.js";
import { EntryForm } from "./entry-form.js";
import { fieldsOf, plainOf } from "./entry-values.js";
import { drawerOf } from "./kept-here.js";
import { twice } from "./twice.js";
import { openWindows } from "./windows.js";
import { filled } from "./words.js";

/**
 * @typedef {{key: string, window: string, button: string, values: object, photos: (number|string)[]|null, at: number}} Item
 *   an entry on its way, under its token; `photos` is null while they are being uploaded
 */

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;
// What is told of an entry by what the server made of it, whatever the button was called.
const DONE = { published: "published", scheduled: "scheduled", submitted: "submitted", draft: "saved" };

/** Whether the server may take the same later. */
const isForLater = (status) => status >= 500 || status === 429 || status === 408;

/**
 * Entries on their way to the server, in the order in which they were sent. Whatever happens to the network, the page or
 * the browser, each arrives once, or is offered again with its text.
 * @param {object} desk gets `outbox`
 */
export function outbox(desk) {
  const drawer = drawerOf("outbox", desk);
  const list = desk.root.querySelector("[data-outbox]");
  const words = desk.words.writing;
  /** @type {Map<string, {item: Item, row: HTMLElement, tray?: object}>} */
  const waiting = new Map();
  let isSending = false;
  let failures = 0;
  let timer;

  const titleOf = ({ heading, text }) => heading?.trim() || plainOf(text).slice(0, 80) || words.untitled;
  const isOnItsWay = ({ item }) => item.photos !== null;
  const piece = (name) => desk.root.querySelector(name).content.firstElementChild.cloneNode(true);

  function tell(entry, state) {
    entry.row.querySelector("[data-state]").textContent = words[state];
  }

  function show(entry) {
    entry.row = piece("[data-pending-row]");
    entry.row.dataset.pending = entry.item.key;
    entry.row.querySelector("[data-heading]").textContent = titleOf(entry.item.values);
    entry.row.querySelector("[data-take-back]").onclick = () => giveBack(entry, { isFocused: true });
    if (entry.tray) {
      entry.tray.element.hidden = true;
      entry.row.append(entry.tray.element);
    }
    tell(entry, isOnItsWay(entry) ? "sending" : "waitingForPhotos");
    list.prepend(entry.row);
  }

  /** The next one, if there is one and the network is there. */
  async function send() {
    const entry = [...waiting.values()].find(isOnItsWay);
    if (isSending || !entry) return;
    clearTimeout(timer);
    isSending = true;
    tell(entry, "sending");
    const isDone = await sendOne(entry).finally(() => (isSending = false));
    failures = isDone ? 0 : failures + 1;
    if (isDone) send();
    else timer = setTimeout(send, Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (failures - 1)));
  }

  /** Whether there is nothing more to be done for it. */
  async function sendOne(entry) {
    const { item } = entry;
    try {
      const form = fieldsOf(item.values, item.button, item.photos);
      const answer = await desk.ask("entries/", { form, isQuiet: failures > 0 });
      // Meanwhile it may have been taken back.
      if (!waiting.has(item.key)) return true;
      if (isForLater(answer.status)) throw new Unreachable(`${answer.status}`);
      if (answer.status === 200) confirm(entry, answer.said);
      else giveBack(entry, { answer });
      return true;
    } catch (fault) {
      if (!(fault instanceof Unreachable)) throw fault;
      const state = fault instanceof SignedOut ? "waitingForSignIn" : "waitingForNetwork";
      tell(entry, state);
      desk.composer.tell(`${words[state]} ${titleOf(item.values)}`, true);
      return false;
    }
  }

  function remove({ item, row }) {
    waiting.delete(item.key);
    drawer.drop(item.key);
    row.remove();
  }

  function confirm(entry, { row }) {
    const { item } = entry;
    const hadFocus = entry.row.contains(document.activeElement);
    remove(entry);
    desk.keeping.forget({ key: item.key, window: item.window });
    desk.timeline?.place(row);
    const sentence = filled(words[DONE[row.status] ?? "published"], { heading: titleOf(item.values) });
    desk.say(sentence);
    desk.composer.tell(sentence);
    if (hadFocus) desk.composer.form.focus();
  }

  /** The entry as a form again, with what is wrong. The composer is left alone. */
  function giveBack(entry, { answer, sentence, isFocused = false }) {
    const { item } = entry;
    remove(entry);
    const row = piece("[data-returned-row]");
    const element = desk.composer.blankForm(item.key);
    row.append(element);
    list.prepend(row);
    const entryForm = new EntryForm(element);
    if (entry.tray) {
      entry.tray.element.hidden = false;
      entryForm.takeTray(entry.tray);
    }
    const { photos, ...values } = item.values;
    entryForm.fill(entry.tray ? values : { ...values, photos });
    desk.forms.add(entryForm);
    const close = () => {
      desk.forms.delete(entryForm);
      entryForm.destroy();
      row.remove();
    };
    element.addEventListener("desk:send", ({ detail }) => {
      take(entryForm, detail, close);
      desk.composer.form.focus();
    });
    element.addEventListener("desk:leave", () => desk.composer.form.focus());
    twice(row.querySelector("[data-discard]"), words.reallyDiscard, () => {
      desk.keeping.drop(entryForm);
      close();
      desk.composer.tell("");
      desk.composer.form.focus();
    });
    desk.keeping.keep(entryForm);
    if (answer) entryForm.showAnswer(answer, { isFocused });
    else if (sentence) entryForm.showErrors({ "": [sentence] }, { isFocused });
    const notSent = isFocused ? "" : filled(words.notSent, { heading: titleOf(item.values) });
    desk.composer.tell(notSent, true);
    if (isFocused) entryForm.focus();
    else desk.say(notSent);
  }

  /** Take a form's content to be sent; the form is free then. */
  function take(entryForm, button, free) {
    const { key } = entryForm;
    const values = entryForm.values();
    const tray = entryForm.tray ? entryForm.releaseTray() : undefined;
    const isBusy = Boolean(tray?.tray.isBusy);
    const item = { key, window: desk.window, button, values, photos: isBusy ? null : (tray?.tray.photos ?? []), at: Date.now() };
    const entry = { item, tray };
    waiting.set(key, entry);
    // Where this browser keeps nothing, the server has to.
    if (!drawer.put(key, item)) desk.keeping.keep(entryForm);
    show(entry);
    const released = desk.keeping.release(entryForm);
    free();
    Promise.all([released, settled(entry)]).then(send);
  }

  /** Wait for its photos; what is wrong with one is for its writer to see. */
  async function settled(entry) {
    const { item, tray } = entry;
    if (item.photos !== null) return;
    try {
      await tray.tray.settle();
    } catch (fault) {
      if (waiting.has(item.key)) giveBack(entry, { sentence: fault.message });
    }
    if (!waiting.has(item.key)) return;
    item.photos = tray.tray.photos;
    item.values.photos = tray.tray.values();
    drawer.put(item.key, item);
  }

  /** What was on its way when a window was closed, or its browser ended. */
  async function resume() {
    const isOpen = await openWindows();
    const left = drawer.all().map(([, item]) => item).filter(({ key }) => !waiting.has(key));
    for (const item of left.sort((one, other) => one.at - other.at)) {
      if (item.window !== desk.window && isOpen(item.window)) continue;
      const entry = { item: { ...item, window: desk.window } };
      waiting.set(item.key, entry);
      drawer.put(item.key, entry.item);
      show(entry);
      if (item.photos === null) giveBack(entry, { sentence: words.photosLost });
    }
    send();
  }

  function again() {
    failures = 0;
    send();
  }

  addEventListener("online", again);
  desk.root.addEventListener("desk:signed-in", again);

  desk.outbox = {
    take,
    resume,
    /** Whether an entry of this token is on its way. */
    has: (key) => waiting.has(key),
  };
}
