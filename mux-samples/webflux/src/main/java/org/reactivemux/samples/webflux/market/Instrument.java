package org.reactivemux.samples.webflux.market;

import java.util.List;

/**
 * Something that is traded.
 *
 * @param symbol its short name
 * @param name its full name
 * @param openingCents the price at which the day begins, in cents
 * @param volatility the standard deviation of one trade's return
 */
public record Instrument(String symbol, String name, long openingCents, double volatility) {
    /** What is listed. The companies are invented. */
    public static final List<Instrument> LISTED = List.of(
            new Instrument("MONO", "Mono Rail", 10_000, 0.0004),
            new Instrument("FLUX", "Flux Energy", 24_250, 0.0006),
            new Instrument("ECHO", "Echo Acoustics", 5_125, 0.0005),
            new Instrument("TIDE", "Tide Shipping", 7_840, 0.0003),
            new Instrument("NOVA", "Nova Optics", 31_575, 0.0008),
            new Instrument("DUNE", "Dune Minerals", 1_960, 0.0010));
}
