package org.reactivemux.samples.webflux.gateway;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.reactivemux.ConnectionSnapshot;
import org.reactivemux.samples.webflux.wire.Figures;
import org.reactivemux.samples.webflux.wire.Figures.Publication;
import org.reactivemux.samples.webflux.wire.Names;

/**
 * The channels between worker and gateway at one moment, for the page.
 *
 * @param at in milliseconds, on a clock that only goes forward
 * @param worker the worker, or null if it is not there
 * @param trouble why it is not, or null
 * @param channels all others that are open
 */
record Channels(
        long at, @Nullable WorkerState worker, @Nullable String trouble, List<ChannelRow> channels) {
    private static final long NANOS_IN_MICRO = 1_000;
    private static final long NANOS_IN_MILLI = 1_000_000;

    /**
     * What the page says about the worker.
     *
     * @param pid its process
     * @param transport what carries the connection
     * @param answerMicros how long it took to answer this look's question, on a channel opened for it
     * @param bytesSent all that it wrote, headers included
     */
    record WorkerState(long pid, String transport, long answerMicros, long bytesSent) {}

    static Channels of(Figures figures, Duration answered, Readers readers) {
        ConnectionSnapshot connection = figures.connection();
        Map<Integer, Publication> publications =
                figures.publications().stream().collect(Collectors.toMap(Publication::channel, Function.identity()));
        List<ChannelRow> rows = connection.channels().stream()
                .filter(channel -> !channel.name().equals(Names.FIGURES)) // which only this look has opened
                .map(channel -> ChannelRow.of(channel, publications.get(channel.id()), readers))
                .sorted(Comparator.comparingLong(ChannelRow::id))
                .toList();
        return new Channels(now(), state(figures, answered), null, rows);
    }

    /** Nothing is to be seen. */
    static Channels without(Throwable reason) {
        return new Channels(now(), null, Problems.why(reason), List.of());
    }

    private static WorkerState state(Figures figures, Duration answered) {
        ConnectionSnapshot connection = figures.connection();
        return new WorkerState(
                figures.pid(),
                connection.transport().name(),
                answered.toNanos() / NANOS_IN_MICRO,
                connection.bytesSent());
    }

    private static long now() {
        return System.nanoTime() / NANOS_IN_MILLI;
    }
}
