/** A list whose items are put in order: dragged by their handles, or moved by buttons and keys. */

const FAR_ENOUGH_PX = 6;
const IN_A_TEXT = "textarea, input:not([type=checkbox])";

/**
 * @param {HTMLElement} list its items hold `[data-earlier]` and `[data-later]` buttons, a `[data-handle]` to drag by
 *   with a mouse and, in it, a `[data-grip]` to drag by with a finger
 * @param {(item: HTMLElement) => void} onMoved
 */
export function orderable(list, onMoved) {
  list.addEventListener("click", ({ target }) => {
    if (target.closest("[data-earlier]")) step(itemOf(target), -1);
    if (target.closest("[data-later]")) step(itemOf(target), 1);
  });
  list.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    if (!by || !event.altKey || event.target.matches(IN_A_TEXT)) return;
    event.preventDefault();
    step(itemOf(event.target), by);
  });
  list.addEventListener("pointerdown", (event) => isByHandle(event) && drag(event));

  const itemOf = (element) => [...list.children].find((item) => item.contains(element));
  const placeOf = (item) => [...list.children].indexOf(item);

  function step(item, by) {
    const place = placeOf(item) + by;
    if (place >= 0 && place < list.children.length) moveTo(item, place);
  }

  /** It is the others that go past it: an item that is taken out, even for a moment, loses the focus. */
  function moveTo(item, place) {
    if (placeOf(item) === place) return;
    while (placeOf(item) > place) item.after(item.previousElementSibling);
    while (placeOf(item) < place) item.before(item.nextElementSibling);
    onMoved(item);
  }

  function drag({ target, pointerId, clientX, clientY }) {
    const item = itemOf(target);
    const over = new AbortController();
    let last = item;
    const move = (event) => {
      if (event.pointerId !== pointerId) return;
      if (Math.hypot(event.clientX - clientX, event.clientY - clientY) < FAR_ENOUGH_PX && last === item) return;
      item.classList.add("is-dragged");
      const under = itemOf(document.elementFromPoint(event.clientX, event.clientY));
      // An item that has just been passed lies under the pointer still, where the two are not of a size.
      if (under && under !== item && under !== last) moveTo(item, placeOf(under));
      last = under ?? last;
    };
    const end = (event) => {
      if (event.pointerId !== pointerId) return;
      item.classList.remove("is-dragged");
      over.abort();
    };
    list.setPointerCapture(pointerId);
    list.addEventListener("pointermove", move, { signal: over.signal });
    for (const kind of ["pointerup", "pointercancel", "lostpointercapture"]) {
      list.addEventListener(kind, end, { signal: over.signal });
    }
  }
}

function isByHandle({ target, button, pointerType }) {
  return button === 0 && Boolean(target.closest(pointerType === "mouse" ? "[data-handle]" : "[data-grip]"));
}
