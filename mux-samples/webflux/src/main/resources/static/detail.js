/** What is known of the selected channel: its figures, its plots, and the pace of its reader. */

import { allowance, bytes, count, percent, rate, title } from './format.js';
import { Plots } from './plots.js';

const text = (id, value) => {
  document.querySelector(id).textContent = value;
};

export class Detail {
  /** @param say tells people, also those who do not see, what came of an attempt */
  constructor(say) {
    this.say = say;
    this.plots = new Plots();
    this.pace = document.querySelector('#pace');
    this.pace.addEventListener('change', (event) => this.change(event.target.value));
  }

  show(course) {
    this.plots.draw(course);
    if (!course) {
      this.showNothing();
      return;
    }
    const look = course.latest;
    const { channel } = look;
    this.reader = channel.reader;
    text('#detail-title', title(channel));
    text('#detail-text', channel.reader ? `${count(channel.produced)} trades made for it by the worker` : 'Questions and answers');
    text('#now-messages', rate(look.messageRate));
    text('#now-bytes', bytes(look.byteRate));
    text('#now-credit', allowance(channel.credit));
    text('#now-window', bytes(channel.window));
    text('#now-stalled', percent(Math.min(1, look.lackedCredit + look.lackedWindow)));
    text('#now-behind', count(channel.behind));
    this.pace.disabled = !channel.reader;
    if (!this.changing) {
      this.mark(channel.perSecond ?? 'full');
    }
  }

  showNothing() {
    this.reader = null;
    text('#detail-title', 'No channel selected');
    text('#detail-text', 'Select one to see its course.');
    for (const output of document.querySelectorAll('.detail output')) {
      output.textContent = '–';
    }
    this.pace.disabled = true;
    this.mark(null);
  }

  mark(pace) {
    for (const radio of this.pace.querySelectorAll('input')) {
      radio.checked = radio.value === String(pace);
    }
  }

  /** Until the gateway has answered, what was chosen is shown and not what the gateway still says. */
  async change(value) {
    const { reader } = this;
    this.changing = true;
    try {
      const response = await fetch(`readers/${reader}/pace`, request(value));
      const problem = response.ok ? null : await response.json();
      this.say(problem ? problem.detail : `${reader} reads ${told(value)}`);
    } catch {
      this.say('The gateway does not answer');
    } finally {
      this.changing = false;
    }
  }
}

function request(value) {
  return value === 'full'
    ? { method: 'DELETE' }
    : {
        method: 'PUT',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ perSecond: Number(value) }),
      };
}

function told(value) {
  if (value === 'full') {
    return 'at full speed';
  }
  return value === '0' ? 'nothing any more' : `${value} a second`;
}
