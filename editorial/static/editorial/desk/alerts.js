import { remembered } from "./remembering.js";
import { filled } from "./words.js";

const TONES_HZ = [660, 880];
const TONE_S = 0.18;

/**
 * Lets an editor see, and hear if they wish, that an entry waits for approval: in the page's title, by a sound, by a
 * notification of the browser where it is allowed.
 * @param {object} desk gets `alerts`
 */
export function alerts(desk) {
  const words = desk.words.timeline;
  const settings = desk.root.querySelector("[data-alerts]");
  const title = document.title;
  const choices = { sound: remembered("sound", false), notices: remembered("notices", false) };
  /** Entries that were waiting already: they are no news. */
  const known = new Set([...desk.root.querySelectorAll('[data-status="submitted"]')].map((row) => row.dataset.id));
  let audio = null;

  function sound() {
    audio ??= new AudioContext();
    // Browsers let a page be heard once somebody has pressed something in it.
    audio.resume();
    TONES_HZ.forEach((pitch, position) => {
      const [tone, volume] = [audio.createOscillator(), audio.createGain()];
      const starts = audio.currentTime + position * TONE_S;
      tone.frequency.value = pitch;
      volume.gain.setValueAtTime(0.2, starts);
      volume.gain.exponentialRampToValueAtTime(0.001, starts + TONE_S);
      tone.connect(volume).connect(audio.destination);
      tone.start(starts);
      tone.stop(starts + TONE_S);
    });
  }

  const mayNotify = () => "Notification" in window && Notification.permission === "granted";

  function notify({ id, heading, by }) {
    const notice = new Notification(filled(words.waits, { name: by }), { body: heading, tag: id });
    notice.onclick = () => {
      focus();
      desk.timeline.rows.find(id)?.focus();
      notice.close();
    };
  }

  function tell(row) {
    desk.say(`${filled(words.waits, { name: row.by })} ${row.heading}`);
    if (choices.sound.get()) sound();
    if (choices.notices.get() && mayNotify()) notify(row);
  }

  function see({ rows = [], counts }) {
    if (!desk.mayPublish) return;
    if (counts) document.title = counts.waiting ? `(${counts.waiting}) ${title}` : title;
    for (const row of rows) {
      if (row.status !== "submitted") known.delete(row.id);
      else if (!known.has(row.id)) {
        known.add(row.id);
        if (!row.shows.includes("mine")) tell(row);
      }
    }
  }

  async function choose(event) {
    const { name, checked } = event.target;
    if (name === "notices" && checked && !mayNotify()) {
      event.target.checked = "Notification" in window && (await Notification.requestPermission()) === "granted";
      settings.querySelector("[data-refused]").hidden = event.target.checked;
    }
    choices[name].set(event.target.checked);
    if (name === "sound" && checked) sound();
  }

  for (const field of settings?.querySelectorAll("input") ?? []) {
    field.checked = choices[field.name].get() && (field.name !== "notices" || mayNotify());
    field.addEventListener("change", choose);
  }
  see({ counts: { waiting: Number(desk.root.querySelector('[data-show="waiting"] [data-count]').textContent) } });

  desk.alerts = { see };
}
