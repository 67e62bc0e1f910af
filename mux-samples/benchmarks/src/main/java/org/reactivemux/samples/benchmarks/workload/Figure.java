package org.reactivemux.samples.benchmarks.workload;

/** What can be measured in a round. */
public enum Figure {
    /** Messages, answers or turns in a second. */
    RATE("messages/s", "/s", Better.MORE),
    /** Half of all turns took at most this. */
    P50("p50", "µs", Better.LESS),
    /** 99 % of all turns took at most this. */
    P99("p99", "µs", Better.LESS),
    /** 99.9 % of all turns took at most this. */
    P999("p99.9", "µs", Better.LESS),
    /** For each message, in the client. */
    ALLOCATED_CLIENT("allocated for each message, client", "B", Better.LESS),
    /** For each message, in the server. */
    ALLOCATED_SERVER("allocated for each message, server", "B", Better.LESS),
    /** Of a channel's share from its weight, the largest of all. */
    DEVIATION("deviation from the weights", "%", Better.LESS),
    /** Channels opened in a second. */
    OPEN_RATE("channels opened/s", "/s", Better.MORE),
    /** The same, of the first block. */
    OPEN_RATE_FIRST("the first 100,000 channels opened/s", "/s", Better.MORE),
    /** The same, of the last block. */
    OPEN_RATE_LAST("the last 100,000 channels opened/s", "/s", Better.MORE),
    /** For each open channel, in the client. */
    HEAP_CLIENT("heap of a channel, client", "B", Better.LESS),
    /** For each open channel, in the server. */
    HEAP_SERVER("heap of a channel, server", "B", Better.LESS);

    /** Which of two values is the better one. */
    public enum Better {
        /** The greater. */
        MORE,
        /** The smaller. */
        LESS
    }

    private final String title;
    private final String unit;
    private final Better better;

    Figure(String title, String unit, Better better) {
        this.title = title;
        this.unit = unit;
        this.better = better;
    }

    /** For people. */
    public String title() {
        return title;
    }

    /** Behind the number. */
    public String unit() {
        return unit;
    }

    /** Which of two values is the better one. */
    public Better better() {
        return better;
    }
}
