/** Files are sent in pieces, a few files at a time; where the line breaks, each goes on from what has come. */
import { Unreachable } from "./asking.js";
import { anotherChance } from "./chances.js";

const AT_ONCE = 3;
const FIRST_PIECE = 2 ** 17;
const LEAST_PIECE = 2 ** 15;
const MOST_PIECE = 2 ** 20;
// A piece is to take about as long as one likes to wait for a bar to move, and to lose when the line breaks.
const SHORT_MS = 400;
const LONG_MS = 2_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/** What is sent will not be taken, however often it is tried; the message says why. */
export class Refused extends Error {}

/**
 * One file on its way. It emits `change`; `state` is queued, sending, waiting (for the line), making (the server makes
 * the photo), done, refused or dropped; `sent` counts bytes.
 */
export class Upload extends EventTarget {
  /**
   * @param {File} file
   * @param {{ask: typeof import("./asking.js").ask, address: string, words: Record<string, string>, key?: string}} how
   *   `key` is that under which a part of this very file was sent before
   */
  constructor(file, { ask, address, words, key = "" }) {
    super();
    Object.assign(this, { file, ask, address, words, key });
    this.sent = 0;
    this.state = "queued";
    /** Why the server cannot take it now, where it said so. */
    this.reason = "";
    this.piece = FIRST_PIECE;
    this.leaving = new AbortController();
  }

  /** Send it, however often the line breaks. @returns {Promise<object>} the photo @throws {Refused} */
  async run() {
    if (this.state === "queued") this.#be("sending");
    try {
      const photo = await this.#insist();
      this.#be("done");
      return photo;
    } catch (fault) {
      if (this.state !== "dropped") this.#be("refused");
      throw fault;
    }
  }

  /** Let go of it, here and on the server. */
  drop() {
    this.state = "dropped";
    this.leaving.abort(new Refused());
    // The server lets go of it by itself, if it does not hear this.
    if (this.key) this.ask(`${this.address}${this.key}/drop/`, { form: {}, isQuiet: true }).catch(ifNot(Unreachable));
  }

  async #insist() {
    let pause = FIRST_PAUSE_MS;
    for (;;) {
      const before = this.sent;
      try {
        return await this.#goOn();
      } catch (fault) {
        if (!(fault instanceof Unreachable)) throw fault;
      }
      this.#be("waiting");
      if (this.sent > before) pause = FIRST_PAUSE_MS;
      await anotherChance(pause, this.leaving.signal);
      pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
    }
  }

  async #goOn() {
    let said = this.key ? await this.#said(`${this.key}/`) : await this.#begin();
    while (!said.photo) {
      this.sent = said.offset;
      this.#be(this.sent < this.file.size ? "sending" : "making");
      said = await this.#sendPiece();
    }
    return said.photo;
  }

  async #begin() {
    const said = await this.#said("", { form: { name: this.file.name, size: String(this.file.size) } });
    this.key = said.key;
    return { offset: 0 };
  }

  async #sendPiece() {
    const body = await this.#read(this.sent, this.sent + this.piece);
    if (this.sent + body.byteLength === this.file.size) this.#be("making");
    const began = performance.now();
    const headers = { "Content-Type": "application/octet-stream" };
    const said = await this.#said(`${this.key}/`, { query: { offset: String(this.sent) }, body, headers });
    this.#learn(performance.now() - began);
    return said;
  }

  #learn(took) {
    if (took < SHORT_MS) this.piece = Math.min(2 * this.piece, MOST_PIECE);
    if (took > LONG_MS) this.piece = Math.max(this.piece / 2, LEAST_PIECE);
  }

  /** Of a file that has gone from the disk, or changed on it, nothing can be read. */
  async #read(start, end) {
    try {
      return await this.file.slice(start, end).arrayBuffer();
    } catch (fault) {
      throw new Refused(this.words.unreadable, { cause: fault });
    }
  }

  async #said(path, more = {}) {
    const { status, said } = await this.ask(this.address + path, { ...more, signal: this.leaving.signal });
    this.reason = status >= 500 ? sentenceOf(said) : "";
    if (status === 200 || status === 409) return said;
    if (status === 404) {
      // Too long ago: the server does not know of it any more. It is sent anew.
      Object.assign(this, { key: "", sent: 0 });
      throw new Unreachable();
    }
    if (status >= 500) {
      this.#learn(Infinity);
      throw new Unreachable(`${status}`);
    }
    throw new Refused(sentenceOf(said) || this.words.failed);
  }

  #be(state) {
    if (this.state === "dropped") return;
    this.state = state;
    this.dispatchEvent(new Event("change"));
  }
}

/** What an answer says is wrong, or nothing. @param {any} said */
export const sentenceOf = (said) => said?.refused ?? Object.values(said?.errors ?? {}).flat().join(" ");

const ifNot = (kind) => (fault) => {
  if (!(fault instanceof kind)) throw fault;
};

let sendingNow = 0;
const queue = [];

/**
 * Run the upload when its turn has come: a few at once, of all that the page sends.
 * @param {Upload} upload
 * @returns {Promise<object>} the photo
 */
export function inTurn(upload) {
  return new Promise((done, fail) => {
    queue.push(() => upload.run().then(done, fail));
    next();
  });
}

function next() {
  if (sendingNow >= AT_ONCE || !queue.length) return;
  sendingNow += 1;
  queue.shift()().finally(() => {
    sendingNow -= 1;
    next();
  });
}
