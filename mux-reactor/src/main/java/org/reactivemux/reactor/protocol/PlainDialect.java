package org.reactivemux.reactor.protocol;

/** What binds this side towards a peer of the plain dialect (docs/protocol.md, section 9). */
final class PlainDialect {
    /** The window of each direction. */
    static final int WINDOW = 65_536;

    /** Such a peer returns bytes only when less than half its window is left, so a larger message may never fit. */
    static final int LARGEST_MESSAGE = WINDOW / 2;

    /** The largest frame such a peer could send: its whole window. */
    static final int LARGEST_FRAME = WINDOW;

    /** Consumed bytes go back at the latest this long after the last consumption, whatever the threshold. */
    static final long GRANT_DELAY_NANOS = 10_000_000;

    /** P-1: it has no message credit, so this alone bounds empty messages. */
    static final int MOST_EMPTY_MESSAGES = 1_024;

    private PlainDialect() {}
}
