import { pollingOf } from "./polling.js";
import { streamOf } from "./stream.js";
import { GREETING, tabsOf } from "./tabs.js";

// Heartbeats come every 15 seconds: two may be late or lost, and the third be waited for.
const SILENCE = 40_000;
const BETWEEN_LOOKS = 5_000;

// By the clock on the wall, which goes on while the machine sleeps. It may be set back, too.
const isLongAgo = (time) => Math.abs(Date.now() - time) > SILENCE;

/**
 * Keeps a copy of a story up to date: by the stream while that lives, else by asking. Nothing goes on while it rests.
 * No message is trusted to be all there was: while what it names is not shown, the page asks.
 * @param {import("./apply.js").Copy} copy
 * @param {{name: string, address: () => string, isStreamed: () => boolean,
 *   ask: (signal: AbortSignal) => Promise<object|null>, take: (answer: import("./apply.js").Answer) => unknown}} story
 *   `name` is the same in all tabs that show it; `address` is that of its stream, if it has one now; `ask` gets an
 *   answer and shows it, or resolves to nothing; `take` shows one if it can
 */
export function following(copy, { name, address, isStreamed, ask, take }) {
  let watch = null;
  let check = null;
  let lookedAt;
  let heardAt;
  let told;

  const polling = pollingOf(async (signal) => {
    const answer = await ask(signal);
    if (answer) join();
    return answer;
  });
  const stream = streamOf(address, hearStream, lose);
  const tabs = tabsOf(name, lead, hearTab);

  function begin() {
    lookedAt = heardAt = Date.now();
    watch = setInterval(look, BETWEEN_LOOKS);
  }

  // Listens, where there is a stream to listen to; else goes on asking.
  function join(ms) {
    if (!watch) return;
    if (isStreamed()) {
      tabs.join();
    } else {
      leave();
      polling.start(ms);
    }
  }

  function leave() {
    heardAt = 0;
    tabs.leave();
    stream.close();
  }

  function lead() {
    stream.open();
    if (stream.isOpen()) heardAt ||= Date.now();
  }

  // What sends this page for a new one may be of no concern to the others: they judge by the version.
  function hearStream(message) {
    const { epoch, to, reload } = message;
    tabs.tell(reload ? { epoch, to } : message);
    hear(message);
    if (!reload) return;
    // The server has ended it, and a new page may be on its way.
    stream.fail();
    lose();
  }

  function hearTab(message) {
    if (!message) resume();
    else if (message !== GREETING) hear(message);
    else if (stream.lives()) tabs.tell({ epoch: copy.epoch, to: copy.cursor });
  }

  function hear(message) {
    heardAt = Date.now();
    told = message;
    polling.rest();
    if (message.entries || message.reload) take(message);
    // What a heartbeat names may be on its way.
    if (isBehind()) check ??= setTimeout(catchUp, 500 + 1_000 * Math.random());
    join(message.next_poll_ms);
  }

  const isBehind = () => told.epoch !== copy.epoch || told.to > copy.cursor;

  function catchUp() {
    check = null;
    if (isBehind()) polling.ask();
  }

  function lose() {
    tabs.tell(null);
    resume();
  }

  function resume() {
    if (!stream.isOpen()) heardAt = 0;
    polling.start();
  }

  function look() {
    if (isLongAgo(lookedAt)) wake();
    else if (heardAt && isLongAgo(heardAt)) giveUp();
    lookedAt = Date.now();
  }

  function giveUp() {
    heardAt = 0;
    if (stream.isOpen()) stream.fail();
    polling.wake();
  }

  /** The reader, the network or the machine is back: catch up at once, then go on. */
  function wake() {
    rest();
    begin();
    polling.wake();
  }

  /** Nobody looks. */
  function rest() {
    clearInterval(watch);
    clearTimeout(check);
    watch = check = null;
    polling.rest();
    leave();
  }

  return {
    wake,
    rest,

    /** The page was rendered just now. */
    start() {
      begin();
      polling.start();
      join();
    },
  };
}
