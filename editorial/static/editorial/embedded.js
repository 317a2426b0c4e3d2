/**
 * Tells the site around this frame how high the page is, and by how much what stood on top of its feed was moved: embed.js
 * makes the frame fit. There is nothing secret in it, so any site may hear it. A plain script, as a frame that is
 * shut off from its own site gets no modules.
 */
{
  const { body } = document;
  const feed = document.querySelector("[data-feed]");
  const topOf = (item) => item.getBoundingClientRect().top - body.getBoundingClientRect().top;
  let first;
  let top;

  // An entry that came in on top moves the one that was there before.
  const moved = () => (first?.isConnected ? topOf(first) - top : 0);

  const tell = () => {
    const by = Math.round(moved());
    first = feed?.querySelector("li");
    top = first && topOf(first);
    parent.postMessage({ liveFeed: { height: Math.ceil(body.getBoundingClientRect().height), by, title: document.title } }, "*");
  };

  if (parent !== window) new ResizeObserver(tell).observe(body);
}
