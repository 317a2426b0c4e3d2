import { filled } from "./words.js";

const HOURS = {
  "12-padded": { hour: "2-digit", minute: "2-digit", hourCycle: "h12" },
  "12-plain": { hour: "numeric", minute: "2-digit", hourCycle: "h12" },
  24: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
};

/**
 * What the story's clock shows.
 * @param {Date} moment
 * @param {string} zone
 * @param {string} [style] one of the house's
 */
function clockTime(moment, zone, style = "24") {
  const time = new Intl.DateTimeFormat("en-US", { ...HOURS[style], timeZone: zone }).format(moment);
  return style === "12-plain" ? time.toLowerCase().replace(":", ".").replace(/\s/, "") : time.replace(/\s/, " ");
}

/** How far the zone's clock is from Greenwich at a moment, as it is written: to notice that it was changed. */
function distance(moment, zone) {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "shortOffset" }).formatToParts(moment);
  return parts.find(({ type }) => type === "timeZoneName").value;
}

/** The time of an entry: now, whenever that is, until somebody sets one. */
export class EntryTime {
  /** @param {HTMLElement} element with `data-zone`, the `data-letters` of its clock, `data-clock`, and its words `data-am`, `data-pm` */
  constructor(element, now, words) {
    this.words = words;
    this.now = now;
    this.zone = element.dataset;
    this.opened = distance(new Date(), this.zone.zone);
    this.setter = element.querySelector("[data-set-time]");
    this.part = element.querySelector("[data-time-set]");
    this.field = element.querySelector("[name=published_at]");
    this.setter.addEventListener("click", () => this.#set());
    element.querySelector("[data-unset-time]").addEventListener("click", () => this.#unset());
    this.tick();
    this.#show();
  }

  get value() {
    return this.field.value;
  }

  set value(text) {
    this.field.value = text;
    this.#show();
  }

  /** Let the clock show the present time. */
  tick() {
    const moment = new Date();
    const offset = distance(moment, this.zone.zone);
    const letters = offset === this.opened ? this.zone.letters : offset;
    const time = `${this.#inWords(clockTime(moment, this.zone.zone, this.zone.clock))} ${letters}`;
    if (this.now) this.now.textContent = filled(this.words.now, { time });
  }

  /** The halves of the day are named as the desk's language names them. */
  #inWords(time) {
    return time.replace(/am/i, this.zone.am).replace(/pm/i, this.zone.pm);
  }

  #show(isSet = this.field.value !== "") {
    this.part.hidden = !isSet;
    this.setter.hidden = isSet;
    if (this.now) this.now.hidden = isSet;
  }

  #set() {
    this.#show(true);
    this.field.value = clockTime(new Date(), this.zone.zone);
    this.field.focus();
    this.field.select();
    this.#tell();
  }

  #unset() {
    this.value = "";
    this.setter.focus();
    this.#tell();
  }

  #tell() {
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
