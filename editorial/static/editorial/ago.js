const MINUTE = 60_000;
const LATELY = 6 * 60;

/**
 * Says beside the time of an entry of the last hours how long ago that was. Not while the reader has paused the page,
 * and by the style alone: nobody is read what ticks, and nothing moves.
 * @param {HTMLElement} main
 * @param {HTMLElement} list the feed
 * @returns {() => void} to be called when the feed has changed
 */
export function agoOf(main, list) {
  const words = new Intl.RelativeTimeFormat(main.closest("[lang]").lang, { style: "short", numberingSystem: "latn" });

  function said(time) {
    const minutes = Math.floor((Date.now() - Date.parse(time)) / MINUTE);
    if (minutes < 1 || minutes > LATELY) return "";
    return minutes < 60 ? words.format(-minutes, "minute") : words.format(-Math.floor(minutes / 60), "hour");
  }

  function tell() {
    if ("paused" in main.dataset) return;
    for (const rail of list.querySelectorAll(".rail")) rail.dataset.ago = said(rail.querySelector("time").dateTime);
  }

  new MutationObserver(tell).observe(main, { attributeFilter: ["data-paused"] });
  setInterval(tell, MINUTE);
  return tell;
}
