/** Keeps saying how far a photo's pictures are, until they are there. */

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 15_000;
const MOST_TIMES = 40;

const pause = (time) => new Promise((over) => setTimeout(over, time));

/** What the server says now; nothing where it cannot be asked. */
async function asked(address) {
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null; // the line is broken: the next time, perhaps
  }
}

/** @param {HTMLElement} place with the address to ask, and the state, in its data */
export async function followPictures(place) {
  const words = place.querySelector("[data-words]");
  let wait = FIRST_WAIT_MS;
  for (let time = 0; time < MOST_TIMES && place.dataset.state === "making"; time += 1) {
    await pause(wait);
    wait = Math.min(wait * 1.5, LONGEST_WAIT_MS);
    const told = document.hidden ? null : await asked(place.dataset.pictures);
    if (!told) continue;
    if (words.textContent !== told.words) words.textContent = told.words;
    place.classList.replace(`pictures-${place.dataset.state}`, `pictures-${told.state}`);
    place.dataset.state = told.state;
    const again = place.querySelector("[data-again]");
    if (again) again.hidden = told.state !== "failed";
  }
}
