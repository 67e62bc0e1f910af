package org.reactivemux.reactor;

/** Which of several connections a channel is opened on. One that is broken or goes away is passed over. */
public enum Balancing {
    /** One after the other: even where channels are alike. */
    ROUND_ROBIN,
    /**
     * The one with the fewest open channels, of equals one after the other: even where some channels last much longer
     * than others. Channels count as soon as their connection's event loop has heard of them.
     */
    LEAST_CHANNELS
}
