/**
 * Signing in again without leaving the page, in a dialog over it. The name is the one that the page was opened with:
 * what is typed here is that person's.
 */

/** The network, or the server, cannot be had now. What was asked may be asked again. */
export class Unreachable extends Error {}

/** Nobody is signed in, and whoever was asked to do so put it off. */
export class SignedOut extends Unreachable {}

const LOCKED = 429;

let underWay = null;

const deskRoot = () => document.querySelector("[data-desk]");
const notice = () => deskRoot().querySelector("[data-signed-out]");

/**
 * Have the person sign in again: one dialog, however many ask.
 * @param {string} [other] who is signed in in this browser instead
 * @returns {Promise<string>} the token to send with posts from now on
 * @throws {SignedOut} where it is put off
 */
export function signInAgain(other) {
  underWay ??= askPerson(other).finally(() => (underWay = null));
  return underWay;
}

async function askPerson(other) {
  // In another window of this browser they may have signed in meanwhile.
  const known = await signedIn().catch(() => null);
  const token = known?.person === deskRoot().dataset.person ? known.csrf : await asked(other ?? known?.person);
  if (!token) {
    tellSignedOut();
    throw new SignedOut();
  }
  tellSignedIn(token);
  return token;
}

async function asked(other) {
  const dialog = deskRoot().querySelector("[data-signing-in]");
  const focused = document.activeElement;
  tellOther(dialog, other);
  const token = await shown(dialog);
  focused?.focus?.({ preventScroll: true });
  return token;
}

/** Say that nobody is signed in, without taking the keyboard from whoever writes; the dialog opens when they ask. */
export function tellSignedOut() {
  if (!notice().hidden) return;
  notice().hidden = false;
  notice().querySelector("button").onclick = () => signInAgain().catch(ignoreSignedOut);
}

/** @param {string} token that holds since */
export function tellSignedIn(token) {
  notice().hidden = true;
  deskRoot().dispatchEvent(new CustomEvent("desk:signed-in", { detail: token }));
}

export const isToldSignedOut = () => !notice().hidden;

function ignoreSignedOut(fault) {
  if (!(fault instanceof Unreachable)) throw fault;
}

function tellOther(dialog, other) {
  const line = dialog.querySelector("[data-other]");
  line.hidden = !other;
  line.querySelector("[data-name]").textContent = other ?? "";
  dialog.querySelector("[data-told]").textContent = "";
}

/** Show the dialog until it is done: the token then, nothing where it is put off. */
function shown(dialog) {
  const form = dialog.querySelector("form");
  const password = form.elements.password;
  return new Promise((done) => {
    let token;
    form.onsubmit = async (event) => {
      event.preventDefault();
      token = await tryOnce(dialog, form);
      password.value = "";
      if (token) dialog.close();
      else password.focus();
    };
    dialog.querySelector("[data-later]").onclick = () => dialog.close();
    dialog.onclose = () => done(token);
    dialog.showModal();
    password.focus();
  });
}

/** One try with what is filled in: the token, or the reason told in the dialog. */
async function tryOnce(dialog, form) {
  const tell = (word, values = {}) => (dialog.querySelector("[data-told]").textContent = wordOf(dialog, word, values));
  tell("trying");
  try {
    const answer = await post(form);
    if (answer.status === LOCKED) tell("locked", { minutes: Math.ceil(Number(answer.headers.get("Retry-After")) / 60) });
    else if (!answer.said) tell("wrong");
    return answer.said?.csrf;
  } catch {
    tell("unreachable");
    return undefined;
  }
}

function wordOf({ dataset }, word, values) {
  return dataset[word].replace(/%\((\w+)\)s/g, (place, name) => values[name] ?? place);
}

/** Sign in, and be sent on to where the desk tells its token: an answer in JSON says that it went well. */
async function post(form) {
  const sent = new URLSearchParams(new FormData(form));
  sent.set("csrfmiddlewaretoken", await tokenForSigningIn());
  sent.set("next", tokenAddress().pathname);
  return answerOf(await fetch(deskRoot().dataset.login, { method: "POST", body: sent, credentials: "same-origin" }));
}

const tokenAddress = () => new URL("token/", new URL(deskRoot().dataset.address, location.href));

async function answerOf(response) {
  const isTold = response.ok && response.headers.get("Content-Type")?.includes("json");
  return { status: response.status, headers: response.headers, said: isTold ? await response.json() : null };
}

/** Whoever is signed in in this browser now, with the token that goes with it; nothing where nobody is. */
async function signedIn() {
  return (await answerOf(await fetch(tokenAddress(), { credentials: "same-origin" }))).said;
}

async function tokenForSigningIn() {
  const other = await signedIn();
  if (other) return other.csrf;
  const page = await (await fetch(deskRoot().dataset.login, { credentials: "same-origin" })).text();
  const login = new DOMParser().parseFromString(page, "text/html");
  return login.querySelector("[name=csrfmiddlewaretoken]").value;
}
