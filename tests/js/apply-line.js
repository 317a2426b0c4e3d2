/**
 * A reader's copy of a story, for tests in other languages: a command on each line of the input, an answer on each line
 * of the output, both JSON. `{"open": snapshot}` begins anew with what a server rendered; `{"hear": answer}` is what the
 * page is told. The answer says what was to be done with it and what is shown since.
 * Run with the name of a copy in `broken-copies.js`, or without one for the real copy.
 */

import { createInterface } from "node:readline";

import { Copy } from "../../editorial/static/editorial/apply.js";
import * as broken from "./broken-copies.js";
import { FakePage } from "./fake-page.js";

const Kind = { Copy, ...broken }[process.argv[2] ?? "Copy"];
let copy;
let page;

function open(snapshot) {
  copy = new Kind(snapshot);
  page = new FakePage(snapshot.entries);
  page.showStory(snapshot.story);
  page.showStatus(snapshot.status);
  return "open";
}

function hear(answer) {
  const verdict = copy.verdict(answer);
  if (verdict === "apply") copy.apply(answer, page);
  return verdict;
}

for await (const line of createInterface({ input: process.stdin })) {
  const command = JSON.parse(line);
  const verdict = command.open ? open(command.open) : hear(command.hear);
  const { shown, story, status } = page;
  process.stdout.write(`${JSON.stringify({ verdict, shown, story, status, cursor: copy.cursor })}\n`);
}
