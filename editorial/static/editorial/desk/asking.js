/**
 * The desk's requests. The token against forged posts is renewed, and signing in again asked for, without whoever asks
 * noticing more than a longer wait.
 */
import { isToldSignedOut, signInAgain, SignedOut, tellSignedIn, tellSignedOut, Unreachable } from "./signing-in.js";

export { SignedOut, Unreachable };

const ANSWER_WITHIN_MS = 30_000;
const AWAY = new Set([502, 503, 504]);

/** @typedef {{status: number, said: any, headers: Headers}} Answer */

let token;

const deskData = () => document.querySelector("[data-desk]").dataset;

/** Where a path of the desk is; one that begins with a slash is the site's. @param {string} path */
export const addressOf = (path) => new URL(path, new URL(deskData().address, location.href));

/** The token to send with a post, as far as is known. */
function csrfToken() {
  return token ?? document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
}

/** Get a token that holds for the present session, and make sure that it is still this person's. */
async function renewToken() {
  const { status, said } = await send("token/", {});
  if (status === 401 || said?.person !== deskData().person) await signIn(said?.person);
  else token = said.csrf;
}

/**
 * Ask the desk's server.
 * @param {string} path below the story's desk, or from the root on
 * @param {{form?: FormData|URLSearchParams|Record<string, string>, query?: Record<string, string>, signal?: AbortSignal,
 *   method?: string, body?: BodyInit, headers?: Record<string, string>, keepalive?: boolean, isQuiet?: boolean}} [more]
 *   with `form` or `body` it is a post; `isQuiet` opens no dialog: for what
 *   nobody has pressed a key for
 * @returns {Promise<Answer>} `said` is what the answer's JSON says, null where it has none
 * @throws {Unreachable} where the network or the server is gone; {SignedOut}, which is one, where nobody signs in
 */
export async function ask(path, more = {}) {
  let answer = await send(path, more);
  if (isForgeryRefused(answer)) {
    await renewToken();
    answer = await send(path, more);
  }
  if (isSignedOut(answer)) {
    await (more.isQuiet ? tellQuietly() : signIn());
    return send(path, more);
  }
  // In another window they have signed in.
  if (isToldSignedOut()) tellSignedIn(csrfToken());
  return answer;
}

function tellQuietly() {
  tellSignedOut();
  throw new SignedOut();
}

async function signIn(other) {
  token = await signInAgain(other);
}

const isSignedOut = ({ status, isLogin }) => status === 401 || isLogin;

// The desk's own refusals are JSON; the guard against forged posts answers with a page.
const isForgeryRefused = ({ status, said }) => status === 403 && said === null;

async function send(path, more) {
  const address = addressOf(path);
  for (const [name, value] of Object.entries(more.query ?? {})) address.searchParams.set(name, value);
  const response = await reach(address, optionsOf(more), more.signal);
  if (AWAY.has(response.status)) throw new Unreachable(`${response.status}`);
  const isLogin = response.redirected && new URL(response.url).pathname === deskData().login;
  return { status: response.status, said: await saidIn(response), headers: response.headers, isLogin };
}

function optionsOf({ form, body, method, headers, keepalive }) {
  const sent = form ? new URLSearchParams(form) : body;
  const isPost = sent !== undefined || (method ?? "GET") !== "GET";
  return {
    method: method ?? (isPost ? "POST" : "GET"),
    body: sent,
    keepalive,
    credentials: "same-origin",
    headers: { Accept: "application/json", ...(isPost && { "X-CSRFToken": csrfToken() }), ...headers },
  };
}

async function reach(address, options, signal) {
  const patience = AbortSignal.timeout(ANSWER_WITHIN_MS);
  try {
    return await fetch(address, { ...options, signal: signal ? AbortSignal.any([signal, patience]) : patience });
  } catch (fault) {
    if (signal?.aborted) throw fault;
    throw new Unreachable(fault.message, { cause: fault });
  }
}

async function saidIn(response) {
  if (!response.headers.get("Content-Type")?.includes("json")) return null;
  try {
    return await response.json();
  } catch (fault) {
    throw new Unreachable(fault.message, { cause: fault });
  }
}
