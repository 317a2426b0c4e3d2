/** @typedef {{width: number, height: number}} Size in pixels */
/** @typedef {{left: number, top: number, right: number, bottom: number}} Box in pixels */

/** As Python rounds: a half goes to the even neighbour. @param {number} number */
function rounded(number) {
  const below = Math.floor(number);
  const rest = number - below;
  if (rest === 0.5) return below % 2 ? below + 1 : below;
  return rest < 0.5 ? below : below + 1;
}

const beside = (length, kept, focus) => rounded(Math.min(Math.max(focus * length - kept / 2, 0), length - kept));

/**
 * What a shape shows of a photo, cut as the server cuts it (photos.shapes).
 * @param {Size} size
 * @param {{proportion: number, leeway: number}} shape `proportion` NaN: the whole photo; it also serves where less than
 *   the leeway would be lost
 * @param {[number, number]} focus in shares of the size, from the top left corner
 * @returns {Box}
 */
export function cut({ width, height }, { proportion, leeway }, focus) {
  const whole = { left: 0, top: 0, right: width, bottom: height };
  if (Number.isNaN(proportion)) return whole;
  const kept = [
    Math.min(width, Math.max(1, rounded(height * proportion))),
    Math.min(height, Math.max(1, rounded(width / proportion))),
  ];
  const left = beside(width, kept[0], focus[0]);
  const top = beside(height, kept[1], focus[1]);
  const lost = 1 - (kept[0] * kept[1]) / (width * height);
  return lost > leeway ? { left, top, right: left + kept[0], bottom: top + kept[1] } : whole;
}
