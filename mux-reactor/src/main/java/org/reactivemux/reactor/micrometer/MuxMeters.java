package org.reactivemux.reactor.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivemux.ConnectionSnapshot;
import org.reactivemux.Dialect;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxException;
import org.reactivemux.MuxObserver;
import org.reactivemux.ProtocolViolationException;

/**
 * Meters of all connections that it is told of; docs/guide.md lists them. Make one for each registry and give it to every
 * client and server whose connections are to be counted: two of them with one registry would claim the same meters.
 *
 * <pre>{@code
 * MuxMeters meters = new MuxMeters(registry);
 * MuxServer.create().unix("/run/app/mux.sock").observe(meters)
 * }</pre>
 *
 * The meters are made from snapshots, which are taken when somebody reads a meter, at most ten times a second for all of
 * them together; messages and frames cost nothing more than without. What they count does not fall when connections and
 * channels end. Their tags are few, whatever a peer does: the role, the transport and the dialect of a connection, and
 * what the meter tells apart. Names of channels and addresses are in none of them.
 */
public final class MuxMeters implements MuxObserver {
    private final MeterRegistry registry;
    private final Function<? super MuxConnection, ? extends Iterable<Tag>> more;
    private final Map<Tags, ConnectionMeters> metersByTags = new ConcurrentHashMap<>();
    private final Map<MuxConnection, ConnectionMeters> established = new ConcurrentHashMap<>();

    /**
     * Meters without further tags.
     *
     * @param registry where they are registered
     */
    public MuxMeters(MeterRegistry registry) {
        this(registry, connection -> Tags.empty());
    }

    /**
     * Meters with further tags, which are the caller's to keep few: each combination has some fifty meters of its own,
     * which stay.
     *
     * @param registry where they are registered
     * @param more the tags of a connection beside its role, transport and dialect; asked when it is established, and when
     *     it has ended without ever having been, on its event loop
     */
    public MuxMeters(MeterRegistry registry, Function<? super MuxConnection, ? extends Iterable<Tag>> more) {
        this.registry = Objects.requireNonNull(registry, "registry");
        this.more = Objects.requireNonNull(more, "more");
    }

    @Override
    public void established(MuxConnection connection) {
        ConnectionMeters meters = metersOf(connection, connection.snapshot());
        established.put(connection, meters);
        meters.add(connection);
    }

    @Override
    public void ended(MuxConnection connection, @Nullable MuxException cause) {
        ConnectionSnapshot last = connection.snapshot();
        ConnectionMeters known = established.remove(connection);
        ConnectionMeters meters = known == null ? metersOf(connection, last) : known;
        meters.ended(connection, last);
        count("mux.connections.ended", "Connections that have ended, by why", meters.tags(), "code", Codes.of(cause));
        if (cause instanceof ProtocolViolationException violation) {
            count("mux.violations", "Rules that peers have broken", meters.tags(), "rule", violation.rule());
        }
    }

    private ConnectionMeters metersOf(MuxConnection connection, ConnectionSnapshot snapshot) {
        Tags tags = Tags.of(
                        "role", Codes.lowerCase(snapshot.role()),
                        "transport", snapshot.transport().toString(),
                        "dialect", snapshot.dialect().map(Codes::<Dialect>lowerCase).orElse("none"))
                .and(more.apply(connection));
        return metersByTags.computeIfAbsent(tags, these -> ConnectionMeters.register(registry, these));
    }

    private void count(String name, String description, Tags tags, String key, String value) {
        Counter.builder(name)
                .description(description)
                .tags(tags)
                .tag(key, value)
                .register(registry)
                .increment();
    }
}
