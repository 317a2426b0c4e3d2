/** A newsroom that changes one story at random, and answers as `changes/` does. Same seed, same history. */

const LONGEST_REACH = 40;

/** Numbers from 0 to 1 (mulberry32). */
export function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export class Newsroom {
  constructor(random) {
    this.random = random;
    this.epoch = "e";
    this.entries = new Map();
    this.version = 1;
    this.storyVersion = 1;
    this.status = "live";
  }

  pick(list) {
    return list[Math.floor(this.random() * list.length)];
  }

  /** One visible change, of whatever kind. */
  change() {
    this.version += 1;
    const entry = this.pick([...this.entries.values()]);
    const kinds = entry ? ["publish", "edit", "withdraw", "restore", "retime", "rewrite", "turn"] : ["publish"];
    this[this.pick(kinds)](entry);
  }

  publish() {
    const id = `entry${this.entries.size}`;
    this.entries.set(id, { id, version: this.version, order: this.order(), isWithdrawn: false });
  }

  edit(entry) {
    entry.version = this.version;
  }

  withdraw(entry) {
    Object.assign(entry, { version: this.version, isWithdrawn: true });
  }

  restore(entry) {
    Object.assign(entry, { version: this.version, isWithdrawn: false });
  }

  retime(entry) {
    Object.assign(entry, { version: this.version, order: this.order() });
  }

  rewrite() {
    this.storyVersion = this.version;
  }

  turn() {
    this.status = this.status === "live" ? "ended" : "live";
    this.storyVersion = this.version;
  }

  order() {
    return `${String(Math.floor(this.random() * 1000)).padStart(4, "0")}-${String(this.version).padStart(6, "0")}`;
  }

  /** As the page is rendered: entries from this order up. */
  snapshot(floor) {
    const entries = [...this.entries.values()].filter((each) => !each.isWithdrawn && each.order >= floor);
    return { epoch: this.epoch, version: this.version, floor, entries: entries.map(itemOf) };
  }

  get story() {
    return { "story-head": `story at ${this.storyVersion}`, "story-times": `times at ${this.version}` };
  }

  changes(since) {
    const { epoch, version: to, status } = this;
    if (to - since > LONGEST_REACH) return { epoch, to, reload: true };
    const entries = [...this.entries.values()].filter((each) => each.version > since).map(itemOf);
    const nextPollMs = status === "ended" ? 300_000 : 10_000;
    return { epoch, from: since, to, status, story: this.#storySince(since), entries, next_poll_ms: nextPollMs };
  }

  #storySince(since) {
    if (this.version === since) return null;
    const { "story-head": head, "story-times": times } = this.story;
    const html = { "story-times": times, ...(this.storyVersion > since && { "story-head": head }) };
    return { version: this.version, html };
  }
}

function itemOf({ id, version, order, isWithdrawn }) {
  return { id, version, order, html: isWithdrawn ? null : `${id} at ${version}` };
}
