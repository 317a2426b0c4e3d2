const EVERY_MS = 20_000;
const UNITS = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
];

/**
 * How long it is until a moment, as people say it (in 46 min.).
 * @param {number} ms
 * @param {string} [language]
 */
export function until(ms, language) {
  const [unit, length] = UNITS.find(([, each]) => ms >= each) ?? UNITS.at(-1);
  const words = new Intl.RelativeTimeFormat(language, { style: "short", numeric: "always", numberingSystem: "latn" });
  return words.format(Math.max(0, Math.round(ms / length)), unit);
}

/**
 * Says beside scheduled entries how long it is until they are published.
 * @param {object} desk
 */
export function due(desk) {
  const language = document.documentElement.lang || undefined;

  function tell(part) {
    for (const place of part.querySelectorAll("[data-due]")) {
      place.textContent = until(Date.parse(place.dataset.due) - Date.now(), language);
    }
  }

  desk.root.addEventListener("desk:row", ({ target }) => tell(target));
  setInterval(() => tell(desk.root), EVERY_MS);
  tell(desk.root);
}
