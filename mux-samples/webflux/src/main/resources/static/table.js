/** The table of channels: a row for each, changed in place, so that focus and scrolling stay where they are. */

import { allowance, bytes, count, millis, rate, title } from './format.js';
import { state } from './history.js';

export class ChannelTable {
  /** @param onSelect is told the id of a channel that was chosen */
  constructor(onSelect) {
    this.body = document.querySelector('#rows');
    this.template = document.querySelector('#row').content.firstElementChild;
    this.empty = document.querySelector('#empty');
    this.rows = new Map();
    this.body.addEventListener('click', (event) => {
      const row = event.target.closest('tr');
      if (row) {
        onSelect(Number(row.dataset.id));
      }
    });
  }

  show(courses, selected) {
    const shown = new Set();
    let before = null;
    for (const { latest } of courses) {
      const row = this.rowOf(latest.channel);
      fill(row, latest, latest.channel.id === selected);
      const place = before ? before.nextElementSibling : this.body.firstElementChild;
      if (place !== row) {
        this.body.insertBefore(row, place);
      }
      before = row;
      shown.add(latest.channel.id);
    }
    for (const [id, row] of this.rows) {
      if (!shown.has(id)) {
        row.remove();
        this.rows.delete(id);
      }
    }
    this.empty.hidden = shown.size > 0;
  }

  rowOf(channel) {
    let row = this.rows.get(channel.id);
    if (!row) {
      row = this.template.cloneNode(true);
      row.dataset.id = channel.id;
      this.rows.set(channel.id, row);
    }
    return row;
  }
}

function fill(row, look, selected) {
  const { channel } = look;
  const [name, condition, credit, window, queued, messages, throughput, stalled] = row.cells;
  const button = name.firstElementChild;
  write(button, title(channel));
  button.setAttribute('aria-pressed', selected);
  const { name: kind, text } = state(look);
  row.dataset.state = kind;
  write(condition.lastElementChild, text);
  write(credit, allowance(channel.credit));
  write(window, bytes(channel.window));
  write(queued, `${count(channel.queuedMessages)} · ${bytes(channel.queuedBytes)}`);
  write(messages, rate(look.messageRate));
  write(throughput, bytes(look.byteRate));
  write(stalled, millis(channel.blockedOnCreditMillis + channel.blockedOnWindowMillis));
  stalled.title = `${millis(channel.blockedOnCreditMillis)} for credit, ${millis(channel.blockedOnWindowMillis)} for window`;
}

/** What has not changed is not painted again. */
function write(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}
