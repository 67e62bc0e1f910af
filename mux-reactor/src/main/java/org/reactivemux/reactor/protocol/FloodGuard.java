package org.reactivemux.reactor.protocol;

import org.jspecify.annotations.Nullable;
import org.reactivemux.ConnectionException;
import org.reactivemux.ErrorCode;
import org.reactivemux.FloodLimits;
import org.reactivemux.MuxOptions;

/**
 * What a peer can do that costs it next to nothing and leads to nothing, each kept to its limit (docs/protocol.md, L-3,
 * L-10). Takes note only: what went too far is reported once all frames of a read are through.
 */
final class FloodGuard {
    /** A channel may be granted to when it is opened and when its end has crossed a grant. */
    private static final int GRANTS_FOR_EACH_CHANNEL = 2;

    private static final int GRANTS_FOR_EACH_FRAME = 2;

    /** More frames without payload than two sockets' buffers hold, and the queues before and behind them. */
    private static final int UNDER_WAY = 262_144;

    private final RateLimit resets;
    private final RateLimit pings;
    private final RateLimit grants;
    private final RateLimit emptyMessages;
    private final long mostUnread;
    private int unread;
    private long now;
    private @Nullable String excess;

    FloodGuard(MuxOptions options, long now) {
        FloodLimits limits = options.floodLimits();
        this.now = now;
        resets = new RateLimit(limits.resets(), 2L * Math.max(limits.resets(), options.maxChannels()), 0, now);
        pings = new RateLimit(limits.pings(), 10L * limits.pings(), 0, now);
        long grantsAtOnce = Math.max(limits.grants(), (long) GRANTS_FOR_EACH_CHANNEL * options.maxChannels());
        grants = new RateLimit(limits.grants(), limits.grants(), 10 * grantsAtOnce, now);
        emptyMessages = new RateLimit(limits.emptyMessages(), 4L * limits.emptyMessages(), 4L * UNDER_WAY, now);
        mostUnread = Math.max(limits.unreadPlainMessages(), 2L * options.maxChannels());
    }

    /** What is noted from here on happens at that time. */
    void now(long time) {
        now = time;
    }

    /** The peer has opened a channel in vain, or has given up one on which nothing was sent to it yet. */
    void reset() {
        note(resets.take(now), "channels opened and given up at once");
    }

    /** A PING, or a PONG that answers none. */
    void ping() {
        note(pings.take(now), "PINGs");
    }

    /** Looked at at once, for on a channel that is freed it counts as late as well (L-5). */
    void grant() {
        note(grants.take(now), "FLOW_CONTROL frames");
        check();
    }

    /** The peer may return the bytes of a frame and request another message, in two frames (W-9). */
    void dataSent() {
        grants.explain(GRANTS_FOR_EACH_FRAME);
    }

    /** The peer may have something to grant on a channel, whoever opens it, be it that it is refused. */
    void opened() {
        grants.explain(GRANTS_FOR_EACH_CHANNEL);
    }

    /** A reader has gone in the middle of its stream: what is under way to it is nobody's fault. */
    void readerGone() {
        emptyMessages.explain(UNDER_WAY);
    }

    /** An empty message came for a reader who has gone: neither window nor credit bounds it. */
    void emptyMessage() {
        note(emptyMessages.take(now), "empty messages that nobody reads");
    }

    /** A plain peer's message waits for its reader. */
    void queued() {
        note(++unread <= mostUnread, "unread messages");
    }

    void read(int messages) {
        unread -= messages;
    }

    private void note(boolean withinLimit, String what) {
        if (!withinLimit && excess == null) {
            excess = what;
        }
    }

    /** Ends the connection if the peer went too far. */
    void check() {
        if (excess != null) {
            throw new ConnectionException(ErrorCode.LIMIT_EXCEEDED, "too many " + excess, null);
        }
    }
}
