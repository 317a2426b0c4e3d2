/** A post or video of another site is loaded where it stands, once the reader asks for it; without this, its link leads there. */
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-frame]");
  const isForBrowser = event.button || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
  if (!link || isForBrowser || event.defaultPrevented) return;
  event.preventDefault();
  const { frame: src, title, referrer } = link.dataset;
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-presentation");
  Object.assign(frame, { title, referrerPolicy: referrer, allow: "autoplay; encrypted-media; fullscreen; picture-in-picture", src });
  link.replaceWith(frame);
  frame.focus();
});
