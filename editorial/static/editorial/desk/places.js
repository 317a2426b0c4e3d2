/**
 * Take one of a few places that all windows of this browser share; it is free again when the window is closed.
 * A page over plain http cannot ask (Web Locks are for secure pages): it takes its place all the same.
 * @param {string} name
 * @param {number} most
 * @returns {Promise<boolean>} whether there was one
 */
export async function takePlace(name, most) {
  if (!navigator.locks) return true;
  for (let number = 1; number <= most; number += 1) {
    if (await isTaken(`${name} ${number}`)) return true;
  }
  return false;
}

/** Whether the lock is ours now, for as long as the window is open. */
function isTaken(name) {
  return new Promise((tell) => {
    navigator.locks.request(name, { ifAvailable: true }, (lock) => {
      tell(Boolean(lock));
      return lock && new Promise(() => undefined);
    });
  });
}
