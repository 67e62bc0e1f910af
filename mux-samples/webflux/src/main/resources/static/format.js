/** Numbers for people: short, and as wide as their neighbours. */

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

export function count(number) {
  return whole.format(number);
}

/** -1 is what the gateway says where there is no limit. */
export function allowance(number) {
  return number < 0 ? 'no limit' : whole.format(number);
}

export function rate(number) {
  return number > 0 && number < 9.95 ? tenths.format(number) : whole.format(number);
}

export function bytes(number) {
  if (number < 1_000) {
    return `${whole.format(number)} B`;
  }
  return number < 1_000_000 ? `${tenths.format(number / 1_000)} kB` : `${tenths.format(number / 1_000_000)} MB`;
}

export function millis(number) {
  return number < 60_000 ? `${tenths.format(number / 1_000)} s` : `${tenths.format(number / 60_000)} min`;
}

export function micros(number) {
  return number < 1_000 ? `${whole.format(number)} µs` : `${tenths.format(number / 1_000)} ms`;
}

export function percent(share) {
  return `${whole.format(share * 100)} %`;
}

/** A channel's name with what tells it from the others of that name. */
export function title(channel) {
  return channel.symbol ? `${channel.symbol} · ${channel.reader}` : `${channel.name} · ${channel.id}`;
}
