/** Where in a box a click fell, as shares of its width and height between 0 and 1. */
export function shareOf(box, x, y) {
  const within = (share) => Math.round(Math.min(1, Math.max(0, share)) * 1000) / 1000;
  return [within((x - box.left) / box.width), within((y - box.top) / box.height)];
}

/**
 * Lets a click on the picture set the focal point, whose two number fields stay the way by keyboard.
 * @param {HTMLElement} picture the frame around the image
 */
export function setByClick(picture) {
  const across = document.querySelector("#id_focal_x");
  const down = document.querySelector("#id_focal_y");
  if (!across || !down) return;
  const cross = document.createElement("span");
  cross.className = "cross";
  const show = () => {
    cross.style.left = `${Number(across.value) * 100}%`;
    cross.style.top = `${Number(down.value) * 100}%`;
  };
  picture.classList.add("takes-clicks");
  picture.append(cross);
  picture.addEventListener("click", (event) => {
    [across.value, down.value] = shareOf(picture.getBoundingClientRect(), event.clientX, event.clientY);
    show();
  });
  for (const field of [across, down]) field.addEventListener("input", show);
  show();
}
