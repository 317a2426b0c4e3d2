import { element } from "./element.js";

/** The hour of a clock time as the page writes it: 03:12 PM BST becomes 03:00 PM. */
const hourIn = (time) => time.replace(/ \S+$/, "").replace(/(\d\D)\d\d/, "$100");

/** One line of the time line: a day, or an hour with its number of entries. */
function hourLine({ count, first }) {
  const { href, textContent } = first.querySelector(".permalink");
  const line = element("li", "");
  line.append(element("a", hourIn(textContent), { href }), " ", element("span", count));
  return line;
}

/** @param {HTMLElement[]} items @returns {Map<string, {count: number, first: HTMLElement}>} by hour */
function byHour(items) {
  const hours = new Map();
  for (const item of items) {
    const { dateTime } = item.querySelector("time");
    const hour = dateTime.slice(0, 13) + dateTime.slice(19);
    const { count, first } = hours.get(hour) ?? { count: 0, first: item };
    hours.set(hour, { count: count + 1, first });
  }
  return hours;
}

/**
 * The time line of a story that goes on: the hours of the entries on the page. That of an ended story is whole.
 * @param {HTMLDetailsElement} details
 * @param {HTMLElement} list the feed
 * @returns {() => void} to be called when the feed has changed
 */
export function hoursOf(details, list) {
  const lines = details.querySelector("ol");

  return () => {
    if ("isWhole" in details.dataset || lines.contains(document.activeElement)) return;
    const hours = [...byHour([...list.querySelectorAll("[data-order]")]).values()];
    let above;
    const shown = hours.flatMap((hour) => {
      const { day } = hour.first.dataset;
      const isNewDay = day !== above;
      above = day;
      const name = hour.first.querySelector(".day").textContent;
      return isNewDay ? [element("li", name, { className: "hours-day" }), hourLine(hour)] : [hourLine(hour)];
    });
    details.hidden = hours.length < 2;
    lines.replaceChildren(...shown);
  };
}
