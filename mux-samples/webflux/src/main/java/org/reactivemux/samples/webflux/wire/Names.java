package org.reactivemux.samples.webflux.wire;

/** The names of the worker's channels, and the keys of their metadata. */
public final class Names {
    /** Asks for all quotes. */
    public static final String QUOTES = "quotes";

    /** Asks for the quote of a symbol. */
    public static final String QUOTE = "quote";

    /** Asks a {@link HistoryQuestion}. */
    public static final String HISTORY = "history";

    /** Asks for the worker's {@link Figures}. */
    public static final String FIGURES = "figures";

    /** Streams the trades of the instrument that the metadata name. */
    public static final String TICKS = "ticks";

    /** In the metadata of {@link #TICKS}: the instrument. */
    public static final String SYMBOL = "symbol";

    /** In the metadata of {@link #TICKS}: for whom it is, as the gateway calls it. */
    public static final String READER = "reader";

    private Names() {}
}
