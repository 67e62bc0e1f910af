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
    private static final long NANOS_IN_MILLI = 1_000_000;

    /**
     * What the page says about the worker.
     *
     * @param pid its process
     * @param transport what carries the connection
     * @param roundTripMicros the last one measured; null before the first
     * @param bytesSent all that it wrote, headers included
     */
    record WorkerState(long pid, String transport, @Nullable Long roundTripMicros, long bytesSent) {}

    static Channels of(Figures figures, Readers readers) {
        ConnectionSnapshot connection = figures.connection();
        Map<Integer, Publication> publications =
                figures.publications().stream().collect(Collectors.toMap(Publication::channel, Function.identity()));
        List<ChannelRow> rows = connection.channels().stream()
                .filter(channel -> !channel.name().equals(Names.FIGURES)) // which only this look has opened
                .map(channel -> ChannelRow.of(channel, publications.get(channel.id()), readers))
                .sorted(Comparator.comparingLong(ChannelRow::id))
                .toList();
        return new Channels(now(), state(figures), null, rows);
    }

    /** Nothing is to be seen. */
    static Channels without(Throwable reason) {
        return new Channels(now(), null, Problems.why(reason), List.of());
    }

    private static WorkerState state(Figures figures) {
        ConnectionSnapshot connection = figures.connection();
        return new WorkerState(
                figures.pid(),
                connection.transport().name(),
                connection.roundTrip().map(Channels::micros).orElse(null),
                connection.bytesSent());
    }

    private static long micros(Duration time) {
        return time.toNanos() / 1_000;
    }

    private static long now() {
        return System.nanoTime() / NANOS_IN_MILLI;
    }
}
