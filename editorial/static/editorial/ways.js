const SAID_FOR = 4_000;

/**
 * The ways out of each entry: its link, copied, and the platform's own sheet of where to send it.
 * @param {HTMLElement} main
 * @param {HTMLElement} list the feed
 * @returns {() => void} to be called when the feed has changed
 */
export function waysOf(main, list) {
  const { content } = main.querySelector("[data-entry-ways]");
  const said = main.querySelector("[data-said]");
  if (!navigator.share) content.querySelector("[data-share]").remove();

  function tell(button, { textContent, dataset }) {
    button.textContent = said.textContent = dataset.copied;
    setTimeout(() => {
      button.textContent = textContent;
      said.textContent = "";
    }, SAID_FOR);
  }

  // Where the browser does not copy (no permission, no https) the reader does: the address stands there, selected.
  async function copy(button, address) {
    try {
      await navigator.clipboard.writeText(address);
      tell(button, content.querySelector("[data-copy]"));
    } catch {
      const field = Object.assign(document.createElement("input"), { readOnly: true, value: address });
      field.setAttribute("aria-label", button.textContent);
      button.replaceWith(field);
      field.select();
    }
  }

  list.addEventListener("click", ({ target }) => {
    const button = target.closest(".entry-ways button");
    const article = button?.closest("article");
    const url = article?.querySelector(".permalink").href;
    if (!button) return;
    if ("copy" in button.dataset) copy(button, url);
    // Who thinks better of it has done nothing wrong.
    else navigator.share({ title: article.querySelector("h3").textContent, url }).catch(() => {});
  });

  return () => {
    for (const article of list.querySelectorAll("article:not(:has(.entry-ways))")) {
      const ways = content.cloneNode(true);
      for (const button of ways.querySelectorAll("button")) button.setAttribute("aria-describedby", article.getAttribute("aria-labelledby"));
      article.append(ways);
    }
  };
}
