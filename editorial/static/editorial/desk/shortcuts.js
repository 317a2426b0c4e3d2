import { pressed } from "./keys.js";
import { remembered } from "./remembering.js";

/**
 * @typedef {{keys: string|string[], words?: string, act?: (event: KeyboardEvent) => unknown}} Shortcut
 *   `keys` as in "Mod+Enter" (Mod: Ctrl, on a Mac ⌘ too), "Escape", "?", "j". `act` answers `false` where the key is not for
 *   it: then the next one is asked, the one added last first. Without `act` it is only listed, without words it is not.
 */

const FIELDS = "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select";
const IS_MAC = /Mac|iPhone|iPad/.test(navigator.platform);
const SHOWN = {
  Mod: IS_MAC ? "⌘" : "Ctrl",
  Enter: "↵",
  Escape: "Esc",
  ArrowDown: "↓",
  ArrowUp: "↑",
  ArrowLeft: "←",
  ArrowRight: "→",
};

/** Whether a key typed there writes something. */
function isField(target) {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches(FIELDS));
}

/** A key as people know it, one `<kbd>` each. */
function keyElement(keys) {
  const written = document.createElement("kbd");
  written.textContent = keys
    .split("+")
    .map((key) => SHOWN[key] ?? (key.length === 1 ? key.toUpperCase() : key))
    .join(" ");
  return written;
}

/**
 * The keys of the desk: one list, from which the dialog under `?` is made. Keys that are a single character do nothing
 * while one types, and can be switched off (WCAG 2.1.4).
 * @param {object} desk gets `shortcuts` with `add`
 */
export function shortcuts(desk) {
  const dialog = desk.root.querySelector("[data-shortcuts]");
  const lettersSwitch = dialog.querySelector("[data-letters]");
  const lettersOn = remembered("letters", true);
  /** @type {Shortcut[]} the one added last first */
  const known = [];

  const keysOf = ({ keys }) => [keys].flat();

  function mayAct(event, keys) {
    if (event.defaultPrevented || event.isComposing || document.querySelector("dialog:modal")) return false;
    return keys.length > 1 || (lettersOn.get() && !isField(event.target));
  }

  function act(event) {
    const keys = pressed(event);
    if (!mayAct(event, keys)) return;
    const taken = known.find((each) => each.act && keysOf(each).includes(keys) && each.act(event) !== false);
    if (taken) event.preventDefault();
  }

  function line(shortcut) {
    const term = document.createElement("dt");
    const words = document.createElement("dd");
    term.append(...keysOf(shortcut).map(keyElement));
    words.textContent = shortcut.words;
    return [term, words];
  }

  function show() {
    const told = known.filter((each) => each.words).reverse();
    dialog.querySelector("[data-shortcut-list]").replaceChildren(...told.flatMap(line));
    lettersSwitch.checked = lettersOn.get();
    dialog.showModal();
  }

  lettersSwitch.addEventListener("change", () => lettersOn.set(lettersSwitch.checked));
  document.addEventListener("keydown", act);
  for (const button of desk.root.querySelectorAll("[data-shows-shortcuts]")) button.addEventListener("click", show);

  desk.shortcuts = {
    /** @param {Shortcut} shortcut */
    add(shortcut) {
      known.unshift(shortcut);
    },
    show,
  };
  desk.shortcuts.add({ keys: "?", words: desk.words.timeline.all_shortcuts, act: show });
}
