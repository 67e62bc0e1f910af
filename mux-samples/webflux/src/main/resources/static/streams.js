/** The streams of trades that this page reads itself, each an event source and so a channel. */

import { count } from './format.js';
import { follow } from './follow.js';

/** A browser opens six connections to one host; one shows the channels, and one is left for everything else. */
const MOST = 4;

export class Streams {
  /** @param say tells people what came of an attempt */
  constructor(say) {
    this.say = say;
    this.list = document.querySelector('#streams');
    this.template = document.querySelector('#stream').content.firstElementChild;
    this.form = document.querySelector('#open');
    this.choice = document.querySelector('#symbol');
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.open(this.choice.value);
    });
  }

  /** Asks what there is until the gateway knows. */
  async offer() {
    try {
      const response = await fetch('quotes');
      if (response.ok) {
        const quotes = await response.json();
        this.choice.replaceChildren(...quotes.map(({ symbol, name }) => new Option(`${symbol} – ${name}`, symbol)));
        return;
      }
    } catch {
      // As if it had said that there is no worker.
    }
    setTimeout(() => this.offer(), 1_000);
  }

  open(symbol) {
    if (!symbol) {
      this.say('There is nothing to open while the worker is not there');
      return;
    }
    if (this.list.children.length >= MOST) {
      this.say(`A browser has room for ${MOST} streams of one page; close one first`);
      return;
    }
    const card = this.template.cloneNode(true);
    const [name, price, trade, close] = card.children;
    name.textContent = symbol;
    close.setAttribute('aria-label', `Close ${symbol}`);
    const show = painter((tick) => {
      card.dataset.trend = Math.sign(tick.price - Number(price.textContent)) || card.dataset.trend;
      price.textContent = tick.price.toFixed(2);
      trade.textContent = `trade ${count(tick.number)}`;
    });
    const end = follow(`ticks/${symbol}`, {
      message: show,
      reader: ({ id }) => {
        name.textContent = `${symbol} · ${id}`;
        close.setAttribute('aria-label', `Close ${symbol}, ${id}`);
      },
      lost: () => {
        trade.textContent = 'waits for the worker';
      },
    });
    close.addEventListener('click', () => {
      end();
      card.remove();
      this.say(`Closed ${name.textContent}`);
      this.choice.focus();
    });
    this.list.append(card);
    this.say(`Opened ${symbol}`);
  }
}

/** Calls a function for the latest value of each frame, however many come. */
function painter(paint) {
  let latest = null;
  return (value) => {
    if (latest === null) {
      requestAnimationFrame(() => {
        paint(latest);
        latest = null;
      });
    }
    latest = value;
  };
}
