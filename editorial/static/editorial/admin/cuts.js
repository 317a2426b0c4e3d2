/** Previews of what each shape shows of a photo. */
import { cut } from "./cutting.js";

const NAN = Number.NaN;
const numberOr = (text, other) => (text ? Number(text) : other);

/**
 * Shows the previews and cuts them; what it returns cuts them anew.
 * @param {HTMLElement} cropping with the photo's size in its data
 * @returns {(focus: [number, number]) => void}
 */
export function showCuts(cropping) {
  const size = { width: Number(cropping.dataset.width), height: Number(cropping.dataset.height) };
  const previews = [...cropping.querySelectorAll("[data-cut]")];
  cropping.querySelector("[data-cuts]").hidden = !size.width;
  return (focus) => previews.forEach((preview) => place(preview, size, focus));
}

/** The picture is as much larger than its frame as the photo is than the cut, and moved by what is lost. */
function place(preview, size, focus) {
  const { proportion, leeway } = preview.dataset;
  const box = cut(size, { proportion: numberOr(proportion, NAN), leeway: Number(leeway) }, focus);
  const [across, down] = [box.right - box.left, box.bottom - box.top];
  const frame = preview.querySelector("[data-frame]");
  const picture = frame.querySelector("img");
  frame.style.aspectRatio = `${across} / ${down}`;
  picture.style.width = `${(100 * size.width) / across}%`;
  picture.style.height = `${(100 * size.height) / down}%`;
  picture.style.left = `${(-100 * box.left) / across}%`;
  picture.style.top = `${(-100 * box.top) / down}%`;
}
