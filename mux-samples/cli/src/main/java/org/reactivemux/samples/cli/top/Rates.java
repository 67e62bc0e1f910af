package org.reactivemux.samples.cli.top;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.reactivemux.ChannelSnapshot;

/** How much a connection and its channels have done a second, between two pictures; all of it nothing at the first. */
final class Rates {
    private static final double NANOS = 1e9;

    private final Sighting now;
    private final @Nullable Sighting before;
    private final Map<Integer, ChannelSnapshot> channelsBefore = new HashMap<>();

    private Rates(Sighting now, @Nullable Sighting before) {
        this.now = now;
        this.before = before;
        if (before != null) {
            before.channels().forEach(channel -> channelsBefore.put(channel.id(), channel));
        }
    }

    static List<Rates> between(Picture before, Picture now) {
        Map<Long, Sighting> old = new HashMap<>();
        before.connections().forEach(sighting -> old.put(sighting.number(), sighting));
        return now.connections().stream()
                .map(sighting -> new Rates(sighting, old.get(sighting.number())))
                .toList();
    }

    Sighting sighting() {
        return now;
    }

    /** What a connection has more of than before. One that was not there before has not been watched long enough. */
    double connection(ToLongFunction<Sighting> what) {
        return before == null ? 0 : perSecond(what.applyAsLong(now), what.applyAsLong(before));
    }

    /** The same of a channel; one that was not there before began with nothing. */
    double channel(ChannelSnapshot channel, ToLongFunction<ChannelSnapshot> what) {
        ChannelSnapshot old = channelsBefore.get(channel.id());
        return perSecond(what.applyAsLong(channel), old == null ? 0 : what.applyAsLong(old));
    }

    private double perSecond(long more, long less) {
        long nanos = before == null ? 0 : now.nanos() - before.nanos();
        return nanos <= 0 ? 0 : (more - less) * NANOS / nanos;
    }
}
