const CLOSED = 2;
const MOST_FAILURES = 5;

/**
 * The server's stream of changes, as far as this page holds it open.
 * @param {() => string} address where it is, from what the page shows now on
 * @param {(message: object) => void} heard takes each message: an answer as `changes/` gives it, or a heartbeat
 * @param {() => void} lost is told when it breaks off, or could not be had
 */
export function streamOf(address, heard, lost) {
  let source = null;
  let failures = 0;
  let skips = 0;

  function close() {
    source?.close();
    source = null;
    skips = 0;
  }

  function fail() {
    close();
    failures = Math.min(failures + 1, MOST_FAILURES);
    skips = Math.floor(Math.random() * 2 ** failures);
  }

  return {
    close,

    /** It is of no use: close it, and let the more openings go by the more often it failed. */
    fail,

    isOpen: () => source !== null,

    /** Whether it is open, and has not broken off since anything was heard. */
    lives: () => source !== null && !failures,

    /** Open it, if it is not; after failures not every time, so that a server in trouble is not pressed. */
    open() {
      if (source || skips-- > 0) return;
      const own = (source = new EventSource(address()));
      const hear = ({ data }) => {
        failures = 0;
        heard(JSON.parse(data));
      };
      own.addEventListener("changes", hear);
      own.addEventListener("heartbeat", hear);
      own.onerror = () => {
        // The first time the browser itself tries again, after the pause that the server named.
        if (failures || own.readyState === CLOSED) fail();
        else failures = 1;
        lost();
      };
    },
  };
}
