/** What `Copy` changes, without a browser: entries in their order, the story's parts, the status. */
export class FakePage {
  constructor(entries) {
    this.entries = new Map(entries.map((entry) => [entry.id, entry]));
    this.story = {};
    this.status = undefined;
  }

  get shown() {
    const entries = [...this.entries.values()];
    return entries.sort((a, b) => (a.order < b.order ? 1 : -1)).map((entry) => entry.html);
  }

  has(id) {
    return this.entries.has(id);
  }

  place(item) {
    this.entries.set(item.id, item);
  }

  remove(id) {
    this.entries.delete(id);
  }

  showStory(html) {
    Object.assign(this.story, html);
  }

  showStatus(status) {
    this.status = status;
  }
}
