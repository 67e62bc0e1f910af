/** What was seen of each channel in the last minute, and the rates that follow from it. */

export const KEPT_SECONDS = 60;

/** Rates are taken over this many looks, for single ones say more about timers than about channels. */
const LOOKS_FOR_A_RATE = 4;

class Course {
  constructor() {
    this.looks = [];
  }

  add(at, channel) {
    const earlier = this.looks.at(-LOOKS_FOR_A_RATE) ?? this.looks[0];
    this.looks.push({ at, channel, ...change(earlier, at, channel) });
    while (at - this.looks[0].at > KEPT_SECONDS * 1_000) {
      this.looks.shift();
    }
  }

  get latest() {
    return this.looks.at(-1);
  }

  /** Columns for a plot: seconds before the latest look, and what each function takes from a look. */
  columns(...picks) {
    const end = this.latest.at;
    const seconds = this.looks.map((look) => (look.at - end) / 1_000);
    return [seconds, ...picks.map((pick) => this.looks.map(pick))];
  }
}

function change(earlier, at, channel) {
  const millis = earlier ? at - earlier.at : 0;
  if (millis <= 0) {
    return { messageRate: 0, byteRate: 0, lackedCredit: 0, lackedWindow: 0 };
  }
  const grown = (name) => channel[name] - earlier.channel[name];
  return {
    messageRate: (grown('messages') * 1_000) / millis,
    byteRate: (grown('bytes') * 1_000) / millis,
    lackedCredit: Math.min(1, grown('blockedOnCreditMillis') / millis),
    lackedWindow: Math.min(1, grown('blockedOnWindowMillis') / millis),
  };
}

export class Histories {
  constructor() {
    this.courses = new Map();
  }

  /** Adds a look at all channels. Those that are gone are forgotten. */
  add(at, channels) {
    const courses = new Map();
    for (const channel of channels) {
      const course = this.courses.get(channel.id) ?? new Course();
      course.add(at, channel);
      courses.set(channel.id, course);
    }
    this.courses = courses;
  }

  of(id) {
    return this.courses.get(id);
  }

  get all() {
    return [...this.courses.values()];
  }
}

/** In one word, and in a sentence, how a channel is doing. */
export function state({ channel, messageRate, lackedCredit, lackedWindow }) {
  if (channel.state !== 'OPEN') {
    return { name: 'ended', text: channel.state.toLowerCase() };
  }
  if (lackedWindow > 0.5) {
    return { name: 'stalled', text: 'no window' };
  }
  if (lackedCredit > 0.5) {
    return { name: 'stalled', text: 'no credit' };
  }
  return messageRate > 0 ? { name: 'flowing', text: 'flows' } : { name: 'idle', text: 'idle' };
}
