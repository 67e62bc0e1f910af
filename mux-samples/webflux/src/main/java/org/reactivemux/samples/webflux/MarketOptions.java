package org.reactivemux.samples.webflux;

import java.util.List;
import picocli.CommandLine.Option;

/** How the worker's market goes. */
final class MarketOptions {
    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            defaultValue = "1",
            description = "Decides all prices (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--rate",
            paramLabel = "NUMBER",
            defaultValue = "100",
            converter = WholeNumber.Rate.class,
            description = "Trades of each instrument in a second (${DEFAULT-VALUE}).")
    private int rate;

    long seed() {
        return seed;
    }

    int rate() {
        return rate;
    }

    /** The same, for the command line of another process. */
    List<String> arguments() {
        return List.of("--seed", Long.toString(seed), "--rate", Integer.toString(rate));
    }
}
