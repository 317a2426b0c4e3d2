import { Edit } from "./edit.js";
import { ifUnreachable } from "./reaching.js";

/**
 * Entries edited where they stand in the timeline, several at once if need be.
 * @param {object} desk gets `editing`
 */
export function editing(desk) {
  const words = desk.words.timeline;
  /** @type {Map<string, Edit>} */
  const edits = new Map();

  function close(edit) {
    edits.delete(edit.id);
    // Who went on somewhere else meanwhile stays there.
    const hadFocus = edit.row.contains(document.activeElement) || document.activeElement === document.body;
    edit.close();
    if (edit.newest) desk.timeline.place(edit.newest);
    if (hadFocus) (desk.timeline.rows.find(edit.id) ?? desk.timeline.rows.first())?.focus();
    desk.colleagues.tell();
  }

  async function begin(id, values, version) {
    const query = version ? { version } : {};
    const answer = await desk.ask(`entries/${id}/`, { query }).catch(ifUnreachable);
    if (answer?.status !== 200) return refuse(id, answer);
    if (edits.has(id)) return edits.get(id);
    const row = desk.timeline.rows.find(id) ?? desk.timeline.rows.place(answer.said.row);
    const edit = new Edit(desk, row, answer.said, close);
    edits.set(id, edit);
    edit.begin(values, Boolean(version));
    desk.colleagues.tell();
    return edit;
  }

  function refuse(id, answer) {
    const row = desk.timeline.rows.find(id);
    const sentence = answer ? (answer.said?.refused ?? words.failed) : words.unreachable;
    if (row) desk.rows.tell(row, sentence);
    else desk.say(sentence);
    return null;
  }

  desk.editing = {
    /** @returns {string[]} the entries that are open in this window */
    ids: () => [...edits.keys()],

    /** @param {string} id */
    isOpen: (id) => edits.has(id),

    /**
     * Open an entry where it stands.
     * @param {string} id
     * @param {object|null} [values] words that were typed before, to go on with
     * @param {string} [version] an older version to begin with
     * @returns {Promise<Edit|null>}
     */
    async open(id, values = null, version = "") {
      const edit = edits.get(id);
      if (edit && version && !(await edit.leave())) return edit;
      if (edit && !version) {
        edit.focus();
        return edit;
      }
      return begin(id, values, version);
    },

    /** Somebody else changed an entry that is open here. */
    newer: (row) => edits.get(row.id)?.hear(row),

    /** An entry that is open here was thrown away by somebody else. */
    lost: (id) => edits.get(id)?.warn(words.gone),
  };
}
