/** A browser for modules that know no page: a clock that a test turns, streams, locks and channels. */

/** Everything that waits for nothing but its turn has had it. */
export const settled = async () => {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

/** `pauses` are the waiting times asked for; `random` is what chance says. */
export class Clock {
  now = 1_000_000_000_000;
  random = 0.5;
  #alarms = new Map();
  #last = 0;

  install() {
    globalThis.setTimeout = (ring, ms) => this.#set(ring, ms);
    globalThis.setInterval = (ring, ms) => this.#set(ring, ms, ms);
    globalThis.clearTimeout = globalThis.clearInterval = (alarm) => this.#alarms.delete(alarm);
    Date.now = () => this.now;
    Math.random = () => this.random;
    return this;
  }

  get pauses() {
    return [...this.#alarms.values()].filter(({ every }) => !every).map(({ at }) => at - this.now);
  }

  /** Let time go by, each alarm ringing at its time. */
  async pass(ms) {
    await settled();
    const end = this.now + ms;
    for (let next = this.#next(end); next; next = this.#next(end)) {
      this.now = next.at;
      next.ring();
      await settled();
    }
    this.now = end;
    await settled();
  }

  /** The machine sleeps: the clock on the wall goes on, alarms do not. */
  sleep(ms) {
    this.now += ms;
    this.#alarms.forEach((alarm) => (alarm.at += ms));
  }

  #set(ring, ms, every = 0) {
    this.#last += 1;
    this.#alarms.set(this.#last, { ring, at: this.now + ms, every, key: this.#last });
    return this.#last;
  }

  #next(end) {
    const due = [...this.#alarms.values()].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
    if (due?.every) due.at += due.every;
    else if (due) this.#alarms.delete(due.key);
    return due && { ring: due.ring, at: due.every ? due.at - due.every : due.at };
  }
}

/** A stream as the browser opens it. `FakeEventSource.opened` are all of one test, the newest last. */
export class FakeEventSource {
  static opened = [];
  readyState = 0;
  #listeners = { changes: [], heartbeat: [] };

  static get open() {
    return this.opened.filter((source) => source.readyState !== 2);
  }

  static get last() {
    return this.opened.at(-1);
  }

  constructor(url) {
    this.url = url;
    FakeEventSource.opened.push(this);
  }

  addEventListener(type, listener) {
    this.#listeners[type].push(listener);
  }

  /** A message arrives, unless this end is closed. */
  send(type, data) {
    if (this.readyState === 2) return;
    this.readyState = 1;
    this.#listeners[type].forEach((listener) => listener({ data: JSON.stringify(data) }));
  }

  /** The connection breaks: the browser connects again by itself. */
  break() {
    this.readyState = 0;
    this.onerror?.();
  }

  /** The server answers with anything but a stream: 204, 404, 429, 503. */
  refuse() {
    this.readyState = 2;
    this.onerror?.();
  }

  close() {
    this.readyState = 2;
  }
}

/** Locks of one browser: each name is held by one, the others wait in line. */
export class FakeLocks {
  #lines = new Map();

  request(name, { signal }, granted) {
    return new Promise((resolve, reject) => {
      const line = this.#lines.get(name) ?? [];
      this.#lines.set(name, line);
      const place = { granted, resolve, reject, isHeld: false };
      line.push(place);
      signal.addEventListener("abort", () => {
        if (place.isHeld) return;
        line.splice(line.indexOf(place), 1);
        reject(new DOMException("left", "AbortError"));
      });
      setImmediate(() => this.#grant(line));
    });
  }

  async #grant(line) {
    const [first] = line;
    if (!first || first.isHeld) return;
    first.isHeld = true;
    await Promise.resolve().then(first.granted).then(first.resolve, first.reject);
    line.shift();
    this.#grant(line);
  }
}

/** Channels of one browser. `FakeChannel.isDeaf` is a test's way of losing messages. */
export class FakeChannel {
  static all = new Set();
  static isDeaf = false;

  constructor(name) {
    this.name = name;
    FakeChannel.all.add(this);
  }

  postMessage(message) {
    const data = structuredClone(message);
    const others = [...FakeChannel.all].filter((each) => each !== this && each.name === this.name);
    setImmediate(() => !FakeChannel.isDeaf && others.forEach((each) => FakeChannel.all.has(each) && each.onmessage?.({ data })));
  }

  close() {
    FakeChannel.all.delete(this);
  }
}

/**
 * A browser for one test: none of what was before is open in it.
 * @param {{hasLocks?: boolean, hasChannels?: boolean}} what it knows
 */
export function newBrowser({ hasLocks = true, hasChannels = true } = {}) {
  FakeEventSource.opened = [];
  FakeChannel.all.clear();
  FakeChannel.isDeaf = false;
  const locks = hasLocks ? new FakeLocks() : undefined;
  Object.defineProperty(globalThis, "navigator", { value: { locks }, configurable: true });
  globalThis.EventSource = FakeEventSource;
  globalThis.reportError = (error) => {
    throw error;
  };
  globalThis.BroadcastChannel = hasChannels ? FakeChannel : undefined;
  return new Clock().install();
}
