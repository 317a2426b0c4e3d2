/**
 * The open pages of many readers, for a test that is written in another language: it sends orders, a line of JSON each,
 * and gets a line for each. The script of the real page decides what an answer changes.
 */

import { createInterface } from "node:readline";

import { Copy } from "../../editorial/static/editorial/apply.js";
import { FakePage } from "./fake-page.js";

class TakesAnyVersion extends Copy {
  isNewer() {
    return true;
  }
}

const VARIANTS = { "as it is": Copy, "takes any version": TakesAnyVersion };
const pages = new Map();

class OpenPage {
  constructor({ variant, snapshot }) {
    this.copy = new VARIANTS[variant](snapshot);
    this.page = new FakePage(snapshot.entries);
    this.page.showStatus(snapshot.status);
  }

  hear(answer) {
    const verdict = this.copy.verdict(answer);
    if (verdict === "apply") this.copy.apply(answer, this.page);
    return { verdict, cursor: this.copy.cursor };
  }

  show() {
    const { cursor, floor } = this.copy;
    const { status, story, entries } = this.page;
    const fromTheTop = [...entries.values()].sort((a, b) => (a.order < b.order ? 1 : -1));
    return { cursor, floor, status, story, entries: fromTheTop };
  }
}

const ORDERS = {
  load(number, opened) {
    pages.set(number, new OpenPage(opened));
    return {};
  },
  hear: (number, answer) => pages.get(number).hear(answer),
  show: (number) => pages.get(number).show(),
};

for await (const line of createInterface({ input: process.stdin })) {
  const [order, number, told] = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(ORDERS[order](number, told))}\n`);
}
