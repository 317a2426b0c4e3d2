/** The point that no crop loses: set on the picture by click, by drag and by keyboard. Its two fields are the truth. */

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const CENTRE = [0.5, 0.5];

const within = (share) => Math.round(Math.min(1, Math.max(0, share)) * 1000) / 1000;
const percent = (share) => Math.round(share * 100);

/** Where in a box a click fell, as shares of its width and height between 0 and 1. */
function shareOf(box, x, y) {
  return [within((x - box.left) / box.width), within((y - box.top) / box.height)];
}

/** Where a key takes the point; undefined for keys that mean nothing here. */
export function moved([across, down], { key, shiftKey }) {
  if (key === "Home") return CENTRE;
  const step = STEPS[key];
  const length = shiftKey ? 0.1 : 0.01;
  return step && [within(across + step[0] * length), within(down + step[1] * length)];
}

/**
 * @param {HTMLElement} picture the frame around the image, with its words in its data
 * @param {(focus: [number, number]) => void} changed told of every place of the point, the first included
 */
export function focalPoint(picture, changed) {
  const fields = ["#id_focal_x", "#id_focal_y"].map((id) => document.querySelector(id));
  if (!fields.every(Boolean)) {
    const { x, y } = picture.closest("[data-cropping]").dataset;
    changed([Number(x), Number(y)]);
    return;
  }
  const ring = ringOf(picture);
  const read = () => fields.map((field) => within(Number(field.value)));
  const show = () => {
    const focus = read();
    putRing(ring, focus, picture.dataset.place);
    changed(focus);
  };
  const set = (focus) => {
    fields.forEach((field, place) => (field.value = String(focus[place])));
    show();
  };

  picture.classList.add("takes-clicks");
  picture.append(ring);
  followPointer(picture, ring, set);
  ring.addEventListener("keydown", (event) => {
    const focus = moved(read(), event);
    if (!focus) return;
    event.preventDefault();
    set(focus);
  });
  for (const field of fields) field.addEventListener("input", show);
  show();
}

/** The ring that the keyboard moves: to a screen reader a slider, which says its place in words. */
function ringOf(picture) {
  const ring = document.createElement("span");
  ring.className = "cross";
  ring.tabIndex = 0;
  const told = { role: "slider", "aria-label": picture.dataset.label, "aria-valuemin": "0", "aria-valuemax": "100" };
  for (const [name, value] of Object.entries(told)) ring.setAttribute(name, value);
  return ring;
}

function putRing(ring, [across, down], words) {
  ring.style.left = `${across * 100}%`;
  ring.style.top = `${down * 100}%`;
  const place = words.replace("{across}", percent(across)).replace("{down}", percent(down));
  ring.setAttribute("aria-valuenow", percent(across));
  ring.setAttribute("aria-valuetext", place);
}

/** A mouse sets the point and drags it from anywhere; a finger drags the ring alone, or nobody could scroll past. */
function followPointer(picture, ring, set) {
  const setHere = ({ clientX, clientY }) => set(shareOf(picture.getBoundingClientRect(), clientX, clientY));
  picture.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || (event.pointerType === "touch" && event.target !== ring)) return;
    picture.setPointerCapture(event.pointerId);
    setHere(event);
  });
  picture.addEventListener("pointermove", (event) => {
    if (picture.hasPointerCapture(event.pointerId)) setHere(event);
  });
  picture.addEventListener("click", (event) => {
    setHere(event);
    ring.focus({ preventScroll: true });
  });
}
