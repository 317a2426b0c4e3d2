const MOST_BYTES = 40 * 2 ** 20;
const WIDTH_PX = 480;

let drawing = Promise.resolve();

/**
 * Show a file's picture while it is still being sent: one after the other, for a decoded photograph is large.
 * What the browser cannot decode stays without.
 * @param {File} file
 * @param {HTMLCanvasElement} canvas
 */
export function drawInTurn(file, canvas) {
  if (file.size > MOST_BYTES) return;
  drawing = drawing.then(() => draw(file, canvas));
}

async function draw(file, canvas) {
  if (!canvas.isConnected) return;
  const picture = await createImageBitmap(file, { resizeWidth: WIDTH_PX, resizeQuality: "medium" }).catch(() => null);
  if (!picture) return;
  Object.assign(canvas, { width: picture.width, height: picture.height });
  canvas.getContext("2d").drawImage(picture, 0, 0);
  canvas.hidden = false;
  picture.close();
}
