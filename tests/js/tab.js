import { Copy } from "../../editorial/static/editorial/apply.js";
import { following } from "../../editorial/static/editorial/following.js";
import { FakeEventSource, newBrowser, settled } from "./browser.js";
import { FakePage } from "./fake-page.js";
import { Newsroom, randomFrom } from "./newsroom.js";

/** A tab of the browser that shows the story of a newsroom, and is kept up to date. */
export class Tab {
  /** How often it asked. */
  asked = 0;
  isOnline = true;
  /** Whether a page may be got anew; not, where it was only just now. */
  mayReload = true;

  constructor(newsroom, snapshot) {
    this.newsroom = newsroom;
    this.load(snapshot);
  }

  /** The page as it is rendered now, or was when some cache took it. */
  load(snapshot = this.newsroom.snapshot("")) {
    this.following?.rest();
    this.copy = new Copy(snapshot);
    this.page = new FakePage(snapshot.entries);
    this.page.showStory(this.newsroom.story);
    this.page.showStatus(this.newsroom.status);
    this.following = following(this.copy, {
      name: "story",
      address: () => `/stream/?since=${this.copy.cursor}&epoch=${this.copy.epoch}`,
      isStreamed: () => this.page.status !== "ended",
      ask: this.#ofThis(() => this.#ask()),
      take: this.#ofThis((answer) => this.#take(answer)),
    });
    this.following.start();
  }

  // What belongs to a page that was left does nothing more.
  #ofThis(act) {
    const { copy } = this;
    return (given) => (copy === this.copy ? act(given) : Promise.resolve(null));
  }

  async #ask() {
    this.asked += 1;
    const answer = this.isOnline ? this.newsroom.changes(this.copy.cursor) : null;
    return answer && this.#take(answer) ? answer : null;
  }

  #take(answer) {
    const verdict = this.copy.verdict(answer);
    if (verdict === "reload" && this.mayReload) this.load();
    if (verdict === "apply") this.copy.apply(answer, this.page);
    return verdict === "apply" || (verdict === "reload" && this.mayReload);
  }

  get shown() {
    return { entries: this.page.shown, story: { ...this.page.story }, status: this.page.status };
  }
}

/** What a tab shows that was opened now. */
export function truth(newsroom) {
  const page = new FakePage(newsroom.snapshot("").entries);
  return { entries: page.shown, story: { ...newsroom.story }, status: newsroom.status };
}

/** The server's side of the open streams: what it says to them. */
export const server = {
  heartbeat(newsroom, streams = FakeEventSource.open) {
    streams.forEach((stream) => stream.send("heartbeat", { epoch: newsroom.epoch, to: newsroom.version }));
  },

  changes(newsroom, since, streams = FakeEventSource.open) {
    streams.forEach((stream) => stream.send("changes", newsroom.changes(since)));
  },
};

/**
 * A newsroom, and tabs opened one after the other whose stream lives.
 * @param {number} number
 * @param {object} browser what it knows
 */
export async function opened(number = 1, browser = {}) {
  const clock = newBrowser(browser);
  const newsroom = new Newsroom(randomFrom(7));
  for (let step = 0; step < 10; step += 1) newsroom.change();
  const tabs = [];
  for (let each = 0; each < number; each += 1) {
    tabs.push(new Tab(newsroom));
    await settled();
  }
  server.heartbeat(newsroom);
  await settled();
  return { clock, newsroom, tabs, tab: tabs[0] };
}

/** So many seconds go by; heartbeats come. */
export async function beat({ clock, newsroom }, seconds) {
  for (let at = 0; at < seconds; at += 15) {
    await clock.pass(15_000);
    server.heartbeat(newsroom);
    await settled();
  }
}

/** A change that no stream tells of; the version before it. */
export function changeUnheard({ newsroom }) {
  const { version } = newsroom;
  newsroom.version += 1;
  newsroom.publish();
  return version;
}

/** The end of coverage or its return, untold; the version before it. */
export function turnUnheard({ newsroom }) {
  const { version } = newsroom;
  newsroom.version += 1;
  newsroom.turn();
  return version;
}
