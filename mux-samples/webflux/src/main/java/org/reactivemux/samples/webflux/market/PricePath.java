package org.reactivemux.samples.webflux.market;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

/**
 * The prices of one instrument from trade to trade: a geometric Brownian motion in whole cents. A trade follows from the
 * one before it and the seed alone, so a path can be followed by many, each from where it likes, and nothing is kept.
 */
final class PricePath {
    private static final int LOT = 10;
    private static final int MOST_LOTS = 50;

    private final Instrument instrument;
    private final long seed;
    private final Instant opened;
    private final Duration gap;

    /**
     * A day of trade.
     *
     * @param instrument what is traded
     * @param seed the same seed makes the same day
     * @param opened when the first trade was made
     * @param gap the time between two trades
     */
    PricePath(Instrument instrument, long seed, Instant opened, Duration gap) {
        this.instrument = instrument;
        this.seed = seed ^ instrument.symbol().hashCode();
        this.opened = opened;
        this.gap = gap;
    }

    Instrument instrument() {
        return instrument;
    }

    /** The first trade. */
    Tick opening() {
        return new Tick(instrument.symbol(), 0, BigDecimal.valueOf(instrument.openingCents(), 2), LOT, opened);
    }

    /** The trade that follows. */
    Tick after(Tick tick) {
        long number = tick.number() + 1;
        SplittableRandom chance = new SplittableRandom(seed + number);
        double volatility = instrument.volatility();
        // Half of the variance less, and the expected price stays what it is.
        double change = Math.exp(volatility * chance.nextGaussian() - volatility * volatility / 2);
        long cents = Math.max(1, Math.round(tick.price().unscaledValue().longValueExact() * change));
        return new Tick(
                instrument.symbol(),
                number,
                BigDecimal.valueOf(cents, 2),
                LOT * chance.nextInt(1, MOST_LOTS + 1),
                opened.plus(gap.multipliedBy(number)));
    }
}
