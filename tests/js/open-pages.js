/**
 * The open pages of many readers, for a test that is written in another language: it sends orders, a line of JSON each,
 * and gets a line for each. The script of the real page decides what an answer changes; with the name of a copy in
 * `broken-copies.js`, that one does.
 */

import { createInterface } from "node:readline";

import { Copy } from "../../editorial/static/editorial/apply.js";
import * as broken from "./broken-copies.js";
import { FakePage } from "./fake-page.js";

const Kind = { Copy, ...broken }[process.argv[2] ?? "Copy"];
const pages = new Map();

class OpenPage {
  constructor(snapshot) {
    this.copy = new Kind(snapshot);
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
  load(number, snapshot) {
    pages.set(number, new OpenPage(snapshot));
    return {};
  },
  hear: (number, answer) => pages.get(number).hear(answer),
  show: (number) => pages.get(number).show(),
};

for await (const line of createInterface({ input: process.stdin })) {
  const [order, number, told] = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(ORDERS[order](number, told))}\n`);
}
