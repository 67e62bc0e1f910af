package org.reactivemux.reactor.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.reactivemux.ChannelSnapshot.Lack;
import org.reactivemux.ConnectionSnapshot;
import org.reactivemux.ConnectionSnapshot.Traffic;
import org.reactivemux.FrameType;
import org.reactivemux.MuxConnection;

/** The meters of all connections with the same tags, made from snapshots that are taken when somebody looks. */
final class ConnectionMeters {
    /** Whoever reads one meter reads them all, and one look at the connections is enough for that. */
    private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final double NANOS_PER_SECOND = 1e9;

    private final MeterRegistry registry;
    private final Tags tags;
    private final Set<MuxConnection> connections = ConcurrentHashMap.newKeySet();
    private final List<Total> totals = new ArrayList<>();
    private List<ConnectionSnapshot> latest = List.of();
    private long takenAt;
    private boolean taken;

    private ConnectionMeters(MeterRegistry registry, Tags tags) {
        this.registry = registry;
        this.tags = tags;
    }

    static ConnectionMeters register(MeterRegistry registry, Tags tags) {
        ConnectionMeters meters = new ConnectionMeters(registry, tags);
        meters.register();
        return meters;
    }

    Tags tags() {
        return tags;
    }

    void add(MuxConnection connection) {
        connections.add(connection);
    }

    /** First out of those that live, then into the sums: between the two a total stands still rather than counts twice. */
    void ended(MuxConnection connection, ConnectionSnapshot last) {
        connections.remove(connection);
        totals.forEach(total -> total.add(last));
    }

    private void register() {
        gauge("mux.connections", "Connections that are established", tags, null, all -> all.size());
        gauge("mux.channels", "Channels that are open", tags, null, all -> sum(all, one -> one.channels()
                .size()));
        roundTrip();
        total("mux.late.frames", "Frames for channels that were gone", tags, null, ConnectionSnapshot::lateFrames);
        blocked("credit", Lack.CREDIT, ConnectionSnapshot::blockedOnCredit);
        blocked("window", Lack.WINDOW, ConnectionSnapshot::blockedOnWindow);
        direction("sent", ConnectionSnapshot::sent, ConnectionSnapshot::queuedOutBytes);
        direction("received", ConnectionSnapshot::received, ConnectionSnapshot::queuedInBytes);
    }

    private void direction(
            String name, Function<ConnectionSnapshot, Traffic> traffic, ToDoubleFunction<ConnectionSnapshot> queued) {
        Tags these = tags.and("direction", name);
        total("mux.messages", "Messages", these, null, one -> traffic.apply(one).messages());
        total("mux.refusals", "Channels refused", these, null, one -> traffic.apply(one)
                .refusals());
        gauge("mux.queued", "Bytes that wait on open channels", these, "bytes", all -> sum(all, queued));
        for (FrameType type : FrameType.values()) {
            Tags ofType = these.and("type", Codes.lowerCase(type));
            total("mux.frames", "Frames", ofType, null, one -> traffic.apply(one)
                    .of(type)
                    .frames());
            total("mux.bytes", "Bytes of frames", ofType, "bytes", one -> traffic.apply(one)
                    .of(type)
                    .bytes());
        }
    }

    private void blocked(String on, Lack lack, Function<ConnectionSnapshot, Duration> time) {
        Tags these = tags.and("on", on);
        total(
                "mux.blocked",
                "Time that writers lacked something, those that still do included",
                these,
                "seconds",
                one -> time.apply(one).toNanos() / NANOS_PER_SECOND);
        gauge("mux.channels.blocked", "Channels whose writer lacks something", these, null, all ->
                sum(all, one -> lacking(one, lack)));
    }

    private static double lacking(ConnectionSnapshot connection, Lack lack) {
        return connection.channels().stream()
                .filter(channel -> channel.lacking() == lack)
                .count();
    }

    private void roundTrip() {
        TimeGauge.builder("mux.rtt", this, TimeUnit.NANOSECONDS, meters -> longestRoundTrip(meters.look()))
                .description("The longest of the connections' last round trips")
                .tags(tags)
                .strongReference(true)
                .register(registry);
    }

    private static double longestRoundTrip(List<ConnectionSnapshot> all) {
        return all.stream()
                .flatMap(one -> one.roundTrip().stream())
                .mapToDouble(Duration::toNanos)
                .max()
                .orElse(Double.NaN);
    }

    private void gauge(
            String name,
            String description,
            Tags these,
            @Nullable String unit,
            ToDoubleFunction<List<ConnectionSnapshot>> of) {
        Gauge.builder(name, this, meters -> of.applyAsDouble(meters.look()))
                .description(description)
                .tags(these)
                .baseUnit(unit)
                .strongReference(true)
                .register(registry);
    }

    private void total(
            String name,
            String description,
            Tags these,
            @Nullable String unit,
            ToDoubleFunction<ConnectionSnapshot> of) {
        Total total = new Total(of);
        totals.add(total);
        FunctionCounter.builder(name, this, meters -> meters.read(total))
                .description(description)
                .tags(these)
                .baseUnit(unit)
                .register(registry);
    }

    private synchronized double read(Total total) {
        look();
        return total.shown();
    }

    /** Only readers of meters wait for each other here, never an event loop. */
    private synchronized List<ConnectionSnapshot> look() {
        long now = registry.config().clock().monotonicTime();
        if (!taken || now - takenAt >= FRESH_NANOS) {
            taken = true;
            takenAt = now;
            totals.forEach(Total::begin);
            latest = connections.stream().map(MuxConnection::snapshot).toList();
            totals.forEach(total -> total.show(latest));
        }
        return latest;
    }

    private static double sum(List<ConnectionSnapshot> all, ToDoubleFunction<ConnectionSnapshot> of) {
        return all.stream().mapToDouble(of).sum();
    }
}
