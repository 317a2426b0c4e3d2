import { addressOf } from "./asking.js";
import { takePlace } from "./places.js";
import { ifUnreachable } from "./reaching.js";

const POLL_MS = 1_000;
const HIDDEN_MS = 10_000;
const ALWAYS_MS = 10_000;
const MOST_FAILURES = 3;
// A browser holds six connections to one site over HTTP/1.1: with a desk's stream in each, nothing else would get through.
const MOST_STREAMS = 3;
const LISTEN_AGAIN_MS = 60_000;
const BACK_OFF_MS = 15_000;

/**
 * Asks what has changed at the desk: when the server's stream says so, every second where there is none, and every ten
 * seconds in any case, for a word that was lost.
 * @param {object} desk gets `news`
 */
export function news(desk) {
  const readers = desk.root.querySelector("#desk-readers");
  const cutOff = desk.root.querySelector("[data-cut-off]");
  let version = Number(desk.root.dataset.version);
  let asking = null;
  let isStale = false;
  let isStreamed = false;
  let failures = 0;
  let timer = 0;
  let source = null;
  let isOpening = false;
  let hasPlace = false;

  /** Ask once, now; who asks meanwhile is answered by another question after this one. */
  function look() {
    isStale = Boolean(asking);
    asking ??= once().finally(() => {
      asking = null;
      if (isStale) look();
      else schedule();
    });
    return asking;
  }

  async function once() {
    clearTimeout(timer);
    const query = { since: String(version) };
    const answer = await desk.ask("changes/", { query, isQuiet: true }).catch(ifUnreachable);
    tellReach(Boolean(answer));
    failures = answer ? 0 : failures + 1;
    if (answer?.status === 200) await take(answer.said);
  }

  function tellReach(isReached) {
    if (cutOff.hidden === isReached) return;
    cutOff.hidden = isReached;
    if (!isReached) desk.say(cutOff.textContent);
  }

  async function take(told) {
    if (!told.reload) desk.timeline.apply(told.rows);
    // Where the list could not be had, what changed is asked for again.
    if (!told.reload || (await desk.timeline.refresh())) version = Math.max(told.reload ? 0 : version, told.to);
    desk.timeline.count(told.counts);
    desk.colleagues.show(told.people);
    readers.textContent = told.readers.toLocaleString(document.documentElement.lang || undefined, { numberingSystem: "latn" });
    if (told.story) showStory(told.story);
    desk.alerts.see(told);
  }

  function showStory(story) {
    for (const [id, html] of Object.entries(story.html)) document.getElementById(id).innerHTML = html;
    desk.root.dispatchEvent(new CustomEvent("desk:story", { detail: story }));
  }

  function schedule() {
    clearTimeout(timer);
    const usual = isStreamed ? ALWAYS_MS : document.hidden ? HIDDEN_MS : POLL_MS;
    timer = setTimeout(look, failures ? Math.min(BACK_OFF_MS, usual * 2 ** failures) : usual);
  }

  /**
   * Listen for the server's word that there is something to ask for, unless we do. A browser gives a refused stream up
   * for good, though the session is renewed, or the server back, a moment later: so this is tried again and again. A
   * hidden window goes on listening: its clock is slowed down, and an alert would come late.
   */
  async function listen() {
    if (isOpening || (source && source.readyState !== EventSource.CLOSED)) return;
    isOpening = true;
    hasPlace ||= await takePlace("desk stream", MOST_STREAMS);
    isOpening = false;
    if (hasPlace) openStream();
  }

  function openStream() {
    let broken = 0;
    source = new EventSource(addressOf("stream/"));
    source.addEventListener("look", look);
    source.onopen = () => {
      broken = 0;
      isStreamed = true;
      // What happened while nobody listened.
      look();
    };
    source.onerror = () => {
      isStreamed = false;
      broken += 1;
      if (broken >= MOST_FAILURES) source.close();
      schedule();
    };
  }

  function catchUp() {
    listen();
    look();
  }

  document.addEventListener("visibilitychange", catchUp);
  addEventListener("online", catchUp);
  desk.root.addEventListener("desk:signed-in", catchUp);
  setInterval(listen, LISTEN_AGAIN_MS);
  desk.news = { look };
  listen();
  schedule();
}
