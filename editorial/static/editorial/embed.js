/**
 * Puts a story's live feed where this script stands, in a frame that is as high as the feed:
 * <script async src=".../embed.js" data-story=".../stories/the-story/embed/"></script>
 * With data-height (CSS pixels) it is no higher than that, and scrolls inside. It works under a content security policy
 * that allows our site in script-src and frame-src, and any number of times on a page.
 */
{
  const script = document.currentScript;
  const address = new URL(script.dataset.story, script.src);
  const most = Number(script.dataset.height) || Infinity;
  const frame = document.createElement("iframe");

  const fit = ({ height, by, title }) => {
    const { top, bottom } = frame.getBoundingClientRect();
    frame.style.height = `${Math.min(Math.ceil(height), most)}px`;
    frame.title = title;
    // Who reads further down in the frame stays where they are when an entry comes in above.
    if (most === Infinity && top < 0 && bottom > 0) scrollBy(0, by);
  };

  addEventListener("message", ({ source, origin, data }) => {
    const feed = data?.liveFeed;
    if (source === frame.contentWindow && origin === address.origin && feed?.height > 0) fit(feed);
  });

  frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox");
  frame.setAttribute("scrolling", most === Infinity ? "no" : "auto");
  frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
  frame.loading = "lazy";
  Object.assign(frame.style, { display: "block", width: "100%", height: `${Math.min(600, most)}px`, border: 0 });
  frame.src = address;
  script.after(frame);
}
