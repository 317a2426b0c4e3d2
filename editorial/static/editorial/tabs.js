/** What a tab says when it joins. */
export const GREETING = "hello";

/**
 * The tabs of one browser that show the same story: the first of them holds the stream, and tells the others what it
 * hears. When it leaves, whatever becomes of it, the next is the first. Where a browser has no locks (it has them for
 * https alone) or no channels, every tab is the first.
 * @param {string} name the same in all of them
 * @param {() => void} lead is called when this tab has become the first, and again whenever it joins
 * @param {(message: any) => void} heard takes what another tab told
 */
export function tabsOf(name, lead, heard) {
  let left = null;
  let channel = null;
  let isFirst = false;

  const tell = (message) => channel?.postMessage(message);

  return {
    /** Let the others know. */
    tell,

    /** Be one of them from now on. */
    join() {
      if (isFirst) lead();
      if (left) return;
      const { signal } = (left = new AbortController());
      const untilLeft = new Promise((resolve) => signal.addEventListener("abort", resolve));
      const beFirst = () => {
        if (!signal.aborted) {
          isFirst = true;
          lead();
        }
        return untilLeft;
      };
      const { locks } = navigator;
      if (locks && globalThis.BroadcastChannel) {
        channel = new BroadcastChannel(name);
        channel.onmessage = ({ data }) => heard(data);
        tell(GREETING);
        // Where locks are refused, this tab is the first as well.
        locks.request(name, { signal }, beFirst).catch(beFirst);
      } else {
        beFirst();
      }
    },

    /** Be none of them: hear nothing, and let another be the first. */
    leave() {
      left?.abort();
      channel?.close();
      left = channel = null;
      isFirst = false;
    },
  };
}
