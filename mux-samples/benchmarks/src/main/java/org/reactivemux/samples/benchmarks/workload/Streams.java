package org.reactivemux.samples.benchmarks.workload;

import java.util.List;

/**
 * Messages of one size in one direction, over one channel or many at once.
 *
 * @param direction who sends
 * @param size bytes of each message
 * @param channels that carry them at the same time, each the same number
 * @param reading how the reader asks for them
 * @param publishing which thread they come from
 */
public record Streams(Direction direction, int size, int channels, Reading reading, Publishing publishing)
        implements Workload {

    /** Who sends. */
    public enum Direction {
        /** The server, when asked to. */
        DOWN,
        /** The client; the server says in the end how many have come. */
        UP
    }

    /** How the reader asks for messages. */
    public enum Reading {
        /** As suits the contender best. */
        FREELY,
        /** For the next one only when one has come. */
        ONE_AT_A_TIME
    }

    /** Which thread a message is published on. */
    public enum Publishing {
        /** The one that asks for it. */
        IN_PLACE,
        /** One of the program's own. */
        OTHER_THREAD
    }

    /** The share of a channel in a round of about that many messages. */
    public int share(int about) {
        return Math.max(1, about / channels);
    }

    @Override
    public List<Figure> headlines() {
        return List.of(Figure.RATE);
    }

    @Override
    public int messages(int about) {
        return share(about) * channels;
    }

    /** One channel, read freely and published in place. */
    public static Streams single(Direction direction, int size) {
        return over(1, direction, size);
    }

    /** That many channels, read freely and published in place. */
    public static Streams over(int channels, Direction direction, int size) {
        return new Streams(direction, size, channels, Reading.FREELY, Publishing.IN_PLACE);
    }
}
