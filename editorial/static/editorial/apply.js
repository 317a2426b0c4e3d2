/**
 * @typedef {{id: string, version: number, order: string, html: string|null}} Item  an entry as `changes/` sends it;
 *   without html it is withdrawn
 * @typedef {{version: number, html: Record<string, string>}} StoryPart  what changed outside the feed, by element id
 * @typedef {{epoch: string, from: number, to: number, status: string, story: StoryPart|null, entries: Item[],
 *   next_poll_ms: number, reload?: boolean}} Answer
 * @typedef {{has(id: string): boolean, place(item: Item): void, remove(id: string): void,
 *   showStory(html: Record<string, string>): void, showStatus(status: string): void}} Page  where it is shown
 * @typedef {{epoch: string, version: number, entries: {id: string, version: number}[], floor?: string,
 *   ceiling?: string}} Snapshot  what the server rendered. `floor` and `ceiling` are sortable keys: entries below
 *   the one stand on an older page, entries above the other on a newer one
 * @typedef {{epoch: string, version: number, entries: Item[], floor?: string}} Older  a page that goes on below
 */

// Sortable keys are made of digits.
const ABOVE_ALL = "~";

/**
 * One reader's copy of a story: which version of everything is shown, and what an answer may change of it.
 * Answers may be lost, repeated, late or stale: the copy never goes back to an older state.
 */
export class Copy {
  /** @param {Snapshot} snapshot */
  constructor({ epoch, version, entries, floor = "", ceiling = ABOVE_ALL }) {
    this.epoch = epoch;
    this.cursor = version;
    this.storyVersion = version;
    this.floor = floor;
    this.ceiling = ceiling;
    this.renderedVersion = version;
    /** The version of each entry heard of, withdrawn ones too: a stale answer cannot bring those back. */
    this.versions = new Map(entries.map((entry) => [entry.id, entry.version]));
  }

  /**
   * What is to be done with an answer: the page is of another history, or the answer begins after what is shown.
   * @param {Answer} answer
   * @returns {"reload"|"gap"|"apply"}
   */
  verdict(answer) {
    if (answer.reload || answer.epoch !== this.epoch) return "reload";
    return answer.from > this.cursor ? "gap" : "apply";
  }

  /**
   * Show what is newer than what is shown. Only for an answer whose verdict is "apply".
   * @param {Answer} answer
   * @param {Page} page
   */
  apply(answer, page) {
    answer.entries.filter((item) => this.isNewer(item)).forEach((item) => this.#take(item, page));
    this.#takeStory(answer.story, page);
    if (answer.to > this.cursor) page.showStatus(answer.status);
    this.cursor = Math.max(this.cursor, answer.to);
  }

  /**
   * Go on further down. What is older than this copy is of no use: it may lack what changed there since.
   * @param {Older} older
   * @param {Pick<Page, "place">} page
   * @returns {boolean} whether it was of use
   */
  extend({ epoch, version, floor = "", entries }, page) {
    if (epoch !== this.epoch || version < this.cursor) return false;
    this.floor = floor;
    entries.filter((item) => item.version >= (this.versions.get(item.id) ?? 0)).forEach((item) => this.#take(item, page));
    return true;
  }

  /**
   * An entry not heard of had its last change, if any, before the page was rendered without it.
   * @param {Item} item
   */
  isNewer(item) {
    return item.version > (this.versions.get(item.id) ?? this.renderedVersion);
  }

  /** @param {Item} item */
  remember(item) {
    this.versions.set(item.id, item.version);
  }

  /** @param {StoryPart} part */
  isNewerStory(part) {
    return part.version > this.storyVersion;
  }

  #take(item, page) {
    if (item.html !== null && this.#belongs(item, page)) {
      page.place(item);
    } else {
      page.remove(item.id);
    }
    this.remember(item);
  }

  #takeStory(part, page) {
    if (!part || !this.isNewerStory(part)) return;
    page.showStory(part.html);
    this.storyVersion = part.version;
  }

  #belongs(item, page) {
    return item.order >= this.floor && (item.order <= this.ceiling || page.has(item.id));
  }
}
