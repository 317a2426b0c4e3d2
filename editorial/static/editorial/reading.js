/** Helps to read a story that goes on: what came meanwhile, where one was, and ways through the feed. */

import { agoOf } from "./ago.js";
import { hoursOf } from "./hours.js";
import { filterOf } from "./key-events.js";
import { latestOf } from "./latest.js";
import { openingOf } from "./opening.js";
import { olderOf } from "./older.js";
import { pauseOf } from "./pause.js";
import { returningOf } from "./returning.js";
import { slideOf } from "./slide.js";
import { stepsOf } from "./steps.js";
import { waysOf } from "./ways.js";

/** @param {HTMLElement} main a story's page with a feed */
function read(main) {
  const part = (name) => main.querySelector(`[data-${name}]`);
  const list = part("feed");
  const filter = filterOf(part("only-key-events"), list);
  const looks = [filter.look, hoursOf(part("hours"), list), agoOf(main, list), waysOf(main, list), returningOf(main, list)];
  const look = () => looks.forEach((each) => each());

  slideOf(main);
  pauseOf(main);
  olderOf(main, list);
  openingOf(main, list, filter.showAll);
  latestOf(main, list);
  stepsOf(part("keys"), list);
  new MutationObserver(look).observe(list, { childList: true, subtree: true });
  look();
}

const readPage = document.querySelector("main:has([data-feed])");
if (readPage) read(readPage);
