/** The plots of one channel's last minute. */

import uPlot from './webjars/uplot/dist/uPlot.esm.js';
import { bytes, count, percent } from './format.js';
import { KEPT_SECONDS } from './history.js';

const HEIGHT = 132;

/** Colours come from the style sheet, which knows whether it is dark. */
const colour = (name) => () => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

const fromZero = (least) => (plot, low, high) => [0, Math.max(least, (high ?? 0) * 1.1)];

function axis(scale, side, format, grid) {
  return {
    scale,
    side,
    size: 58,
    font: '11px system-ui, sans-serif',
    stroke: colour('--quiet'),
    grid: { show: grid, stroke: colour('--line'), width: 1 },
    ticks: { show: false },
    space: 28,
    values: (plot, splits) => splits.map(format),
  };
}

/** The second line is dashed, so that it does not hide the first where both take one course. */
function line({ label, colour: name }, scale, dash) {
  return { label, scale, stroke: colour(name), width: 2, dash, points: { show: false } };
}

class Plot {
  /** Two lines, each with an axis of its own: the first one's on the left. */
  constructor(id, left, right) {
    this.element = document.querySelector(id);
    const options = {
      width: this.element.clientWidth,
      height: HEIGHT,
      legend: { show: false },
      cursor: { show: false },
      scales: {
        x: { time: false, range: [-KEPT_SECONDS, 0] },
        left: { range: left.range },
        right: { range: right.range },
      },
      axes: [
        { ...axis('x', 2, (second) => (second === 0 ? 'now' : `${second} s`), false), size: 24, space: 60 },
        axis('left', 3, left.format, true),
        axis('right', 1, right.format, false),
      ],
      series: [{}, line(left, 'left', []), line(right, 'right', [6, 4])],
    };
    this.plot = new uPlot(options, [[], [], []], this.element);
    new ResizeObserver(() => this.fit()).observe(this.element);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.plot.redraw());
  }

  fit() {
    this.plot.setSize({ width: this.element.clientWidth, height: HEIGHT });
  }

  draw(columns) {
    this.plot.setData(columns);
  }
}

export class Plots {
  constructor() {
    this.rates = new Plot(
      '#plot-rates',
      { label: 'messages/s', colour: '--one', format: count, range: fromZero(10) },
      { label: 'bytes/s', colour: '--two', format: bytes, range: fromZero(1_000) },
    );
    this.flow = new Plot(
      '#plot-flow',
      { label: 'credit', colour: '--one', format: count, range: fromZero(10) },
      { label: 'window', colour: '--two', format: bytes, range: fromZero(1_000) },
    );
    this.stalls = new Plot(
      '#plot-stalls',
      { label: 'stalled', colour: '--three', format: percent, range: [0, 1.05] },
      { label: 'behind', colour: '--two', format: count, range: fromZero(100) },
    );
  }

  /** Draws a channel's course; without one, nothing. */
  draw(course) {
    const columns = (...picks) => (course ? course.columns(...picks) : [[], [], []]);
    this.rates.draw(columns((look) => look.messageRate, (look) => look.byteRate));
    this.flow.draw(columns((look) => Math.max(0, look.channel.credit), (look) => look.channel.window));
    this.stalls.draw(
      columns((look) => Math.min(1, look.lackedCredit + look.lackedWindow), (look) => look.channel.behind),
    );
  }
}
