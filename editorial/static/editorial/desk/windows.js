import { newName } from "./entry-values.js";

/** Which windows of this browser are open: what a closed one left is put back by another. */

const NAME = "desk window";
const PATIENCE_MS = 1_000;
const BEAT_MS = 5_000;
// Browsers let hidden windows run once a minute.
const ALIVE_MS = 75_000;

const lockOf = (name) => `${NAME} ${name}`;

/**
 * Hold the name's lock until the window is gone; whether it could be had. A page that is loaded anew may come before the
 * old one has let go of it.
 */
function hold(name) {
  return new Promise((held) => {
    const keep = () => {
      held(true);
      return new Promise(() => {});
    };
    navigator.locks.request(lockOf(name), { signal: AbortSignal.timeout(PATIENCE_MS) }, keep).catch(() => held(false));
  });
}

/** Without locks (a page that came over plain http): each window says now and then that it is there. */
function beat(name) {
  const tell = () => {
    try {
      localStorage.setItem(lockOf(name), String(Date.now()));
    } catch {
      // Nothing can be kept in this browser: then nothing is put back out of it either.
    }
  };
  tell();
  setInterval(tell, BEAT_MS);
  addEventListener("pagehide", () => localStorage.removeItem(lockOf(name)));
}

/**
 * The name of this window, the same after a reload.
 * @returns {Promise<string>}
 */
export async function ownWindow() {
  const name = rememberedName() ?? newName(16);
  if (!navigator.locks) {
    beat(name);
    return remember(name);
  }
  // A window that was duplicated finds its name taken.
  if (await hold(name)) return remember(name);
  const fresh = newName(16);
  await hold(fresh);
  return remember(fresh);
}

/**
 * The names of the windows that are open now.
 * @returns {Promise<(name: string) => boolean>}
 */
export async function openWindows() {
  if (!navigator.locks) return (name) => Date.now() - Number(localStorage.getItem(lockOf(name))) < ALIVE_MS;
  const { held } = await navigator.locks.query();
  const names = new Set(held.map((lock) => lock.name));
  return (name) => names.has(lockOf(name));
}

function rememberedName() {
  try {
    return sessionStorage.getItem(NAME);
  } catch {
    return null;
  }
}

function remember(name) {
  try {
    sessionStorage.setItem(NAME, name);
  } catch {
    // A reload is another window then.
  }
  return name;
}
