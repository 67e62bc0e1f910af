/** The page: what the gateway says four times a second goes to the table, the plots and the totals. */

import { bytes, count, micros, rate } from './format.js';
import { follow } from './follow.js';
import { Histories } from './history.js';
import { ChannelTable } from './table.js';
import { Detail } from './detail.js';
import { Streams } from './streams.js';

const element = (id) => document.querySelector(id);
const said = element('#said');
const worker = element('#worker');

function say(what) {
  said.textContent = what;
}

const histories = new Histories();
const detail = new Detail(say);
const table = new ChannelTable(select);
const streams = new Streams(say);
let selected;

function select(id) {
  selected = id;
  show();
}

/** The selected channel while it lives; else the first that has a reader. */
function selection() {
  if (!histories.of(selected)) {
    const first = histories.all.find(({ latest }) => latest.channel.reader) ?? histories.all[0];
    selected = first?.latest.channel.id;
  }
  return selected;
}

function show() {
  const id = selection();
  table.show(histories.all, id);
  detail.show(histories.of(id));
}

function showTotals(state) {
  const sum = (pick) => histories.all.reduce((total, { latest }) => total + pick(latest), 0);
  element('#total-channels').textContent = count(histories.all.length);
  element('#total-messages').textContent = `${rate(sum((look) => look.messageRate))}/s`;
  element('#total-bytes').textContent = `${bytes(sum((look) => look.byteRate))}/s`;
  element('#total-answer').textContent = state ? micros(state.answerMicros) : '–';
}

/** Said once for each change, for it is read out. */
function showWorker(state, text) {
  if (worker.textContent !== text) {
    worker.textContent = text;
    worker.dataset.state = state;
  }
}

follow('channels', {
  message: ({ at, worker: state, trouble, channels }) => {
    histories.add(at, channels);
    show();
    showTotals(state);
    if (state) {
      showWorker('up', `Worker up: process ${state.pid}, ${state.transport.toLowerCase()}`);
    } else {
      showWorker('gone', `The worker is not there: ${trouble}`);
    }
  },
  lost: () => showWorker('gone', 'The gateway does not answer'),
});

streams.offer();
const wanted = new URLSearchParams(location.search).get('streams') ?? 'MONO,FLUX';
wanted.split(',').filter(Boolean).forEach((symbol) => streams.open(symbol));
say('');
